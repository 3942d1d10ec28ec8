/** How test files learn where the run keeps the browser of npm. */
export const folderVariable = 'TEST_BROWSER_FOLDER'
