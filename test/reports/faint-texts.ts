/** Runs in a page: the texts whose contrast is below what WCAG asks of normal text (4.5) or of large text (3). */
export const FAINT_TEXTS = `(() => {
  const numbers = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number)
  const channel = (value) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4)
  const luminance = (color) => {
    const [r, g, b] = numbers(color).map(channel)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const groundOf = (element) => {
    if (!element) return matchMedia('(prefers-color-scheme: dark)').matches ? 'rgb(0, 0, 0)' : 'rgb(255, 255, 255)'
    const color = getComputedStyle(element).backgroundColor
    return (numbers(color)[3] ?? 1) === 0 ? groundOf(element.parentElement) : color
  }
  const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())
  return [...document.querySelectorAll('body *')]
    .filter((element) => element instanceof HTMLElement && hasText(element) && element.getClientRects().length > 0)
    .filter((element) => {
      const style = getComputedStyle(element)
      const [light, dark] = [luminance(style.color), luminance(groundOf(element))].sort((a, b) => b - a)
      return (light + 0.05) / (dark + 0.05) < (parseFloat(style.fontSize) >= 18 ? 3 : 4.5)
    })
    .map((element) => element.tagName + ' ' + element.className + ' ' + element.textContent.trim().slice(0, 30))
})()`
