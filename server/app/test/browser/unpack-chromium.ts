import chromium from '@sparticuz/chromium'

// Run by npm-chromium.ts in a process of its own, because the package unpacks into TMPDIR and nowhere else.
process.stdout.write(await chromium.executablePath())
