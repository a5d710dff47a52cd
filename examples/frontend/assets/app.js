// Every page works without this file. It says when something has changed, and makes the
// quick exit leave no way back.
import { initAll } from '/assets/nhsuk-frontend.min.js'

document.body.classList.add('js-enabled', 'nhsuk-frontend-supported')
initAll()

for (const exit of document.querySelectorAll('[data-exit]')) {
  exit.addEventListener('click', (event) => {
    event.preventDefault()
    document.body.hidden = true
    window.location.replace(exit.href)
  })
}

const changes = document.body.dataset.changes
if (changes) {
  const source = new EventSource(changes)
  source.addEventListener('change', () => {
    const live = document.getElementById('live')
    live.replaceChildren(document.getElementById('live-template').content.cloneNode(true))
  })
  window.addEventListener('pagehide', () => source.close())
}
