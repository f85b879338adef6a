// A real mail server for the tests: STARTTLS before anything is said, one user. Each mail is a line of JSON in the file that is named first.
// The first try of each mail that has a Message-ID is refused for the moment (451).
import { appendFileSync, readFileSync } from 'node:fs'
import { SMTPServer } from 'smtp-server'

const [mails, port, key, cert] = process.argv.slice(2)
const seen = new Set()

const server = new SMTPServer({
  key: readFileSync(key),
  cert: readFileSync(cert),
  authMethods: ['LOGIN', 'PLAIN'],
  onAuth: ({ username, password }, { secure }, done) => secure && username === 'hub' && password === 'p@ss/word' ? done(null, { user: username }) : done(new Error('No such user')),
  onMailFrom: (_, session, done) => done(session.secure ? null : new Error('TLS first')),
  onData: (stream, session, done) => {
    const parts = []
    stream.on('data', part => parts.push(part))
    stream.on('end', () => {
      const text = Buffer.concat(parts).toString('utf8')
      const id = /^message-id: *(.*)$/im.exec(text)?.[1]?.trim() ?? null
      const refused = id !== null && !seen.has(id)
      seen.add(id)
      appendFileSync(mails, JSON.stringify({ to: session.envelope.rcptTo.map(r => r.address), secure: session.secure, id, refused, text }) + '\n')
      done(refused ? Object.assign(new Error('Try later'), { responseCode: 451 }) : null)
    })
  },
})
server.listen(Number(port), '127.0.0.1')
