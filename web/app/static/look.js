// Sets theme, text size and language before the first paint; the same keys are written by the reader's settings.
;(function () {
  var root = document.documentElement
  try {
    var theme = localStorage.getItem('zhikong.theme')
    if (!theme) theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
    root.dataset.theme = theme
    root.dataset.text = localStorage.getItem('zhikong.text') || 'normal'
    root.lang = localStorage.getItem('zhikong.locale') || 'zh-CN'
  } catch (error) {
    root.dataset.theme = 'light'
  }
})()
