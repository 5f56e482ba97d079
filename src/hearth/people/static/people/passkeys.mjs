// Passkeys: asks the device for one, puts its answer into the form, and sends the form.
const library = window.webauthnJSON

async function options(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options)
  const answer = await fetch(form.dataset.ask, { headers: { Accept: 'application/json' } })
  if (!answer.ok) throw new Error('no options')
  return (await answer.json()).request_options
}

// A key that the device finds by itself and that checks who holds it, so that no name is typed.
function asPasskey(wanted) {
  Object.assign(wanted.publicKey.authenticatorSelection ??= {}, {
    residentKey: 'required', requireResidentKey: true, userVerification: 'required',
  })
  return wanted
}

async function key(form) {
  const wanted = await options(form)
  return form.dataset.passkey === 'make' ? library.create(asPasskey(wanted)) : library.get(wanted)
}

async function send(press) {
  press.preventDefault()
  const form = press.currentTarget
  const wrong = form.querySelector('[role="alert"][hidden], [role="alert"].wrong')
  try {
    form.elements.credential.value = JSON.stringify(await key(form))
  } catch {
    wrong.hidden = false
    return
  }
  form.submit()
}

const known = library && window.PublicKeyCredential && window.isSecureContext
for (const form of document.querySelectorAll('form[data-passkey]')) {
  form.hidden = !known
  form.addEventListener('submit', send)
}
for (const words of document.querySelectorAll('[data-no-passkey]')) words.hidden = Boolean(known)
