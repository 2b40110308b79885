/** Filter and search over the findings. Runs in the page, without a server; without it the whole table stands. */
export const SCRIPT = `
(() => {
  const form = document.querySelector('form.filter')
  if (!form) return
  const rows = [...document.querySelectorAll('#findings tbody tr')].map((row) => ({ row, text: row.textContent.toLowerCase() }))
  const shown = form.querySelector('output')
  const wanted = (name) => form.elements[name].value
  const apply = () => {
    const words = wanted('search').toLowerCase().split(/\\s+/).filter(Boolean)
    let count = 0
    for (const { row, text } of rows) {
      const fits = ['severity', 'rating', 'section', 'state'].every((name) => wanted(name) === '' || row.dataset[name] === wanted(name))
      row.hidden = !(fits && words.every((word) => text.includes(word)))
      if (!row.hidden) count += 1
    }
    shown.textContent = count + ' of ' + rows.length + ' shown'
  }
  form.addEventListener('input', apply)
  form.addEventListener('reset', () => setTimeout(apply))
  form.addEventListener('submit', (event) => event.preventDefault())
  form.hidden = false
  apply()
})()
`
