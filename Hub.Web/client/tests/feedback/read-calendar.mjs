// Reads a calendar with npm's ical.js, for Hub.Tests/Feedback/CalendarTests: writes each series' first dates as instants, by its own reading of the zones that the file brings.
import { readFileSync } from 'node:fs'
import ICAL from 'ical.js'

// The clock's changes stand in the file for ten years.
const MOST = 120
const calendar = new ICAL.Component(ICAL.parse(readFileSync(process.argv[2], 'utf8')))
// Only what stands in the file: ical.js knows no zone of its own.
for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(new ICAL.Timezone({ component: zone, tzid: zone.getFirstPropertyValue('tzid') }))

const events = calendar.getAllSubcomponents('vevent')
const series = events.filter(e => !e.hasProperty('recurrence-id')).map(component => {
  const event = new ICAL.Event(component, { exceptions: events.filter(e => e.hasProperty('recurrence-id') && e.getFirstPropertyValue('uid') === component.getFirstPropertyValue('uid')) })
  const dates = []
  const walk = event.iterator()
  for (let next = walk.next(); next && next.year < 2035 && dates.length < MOST; next = walk.next()) {
    const { startDate, endDate, item } = event.getOccurrenceDetails(next)
    dates.push(`${startDate.toJSDate().toISOString()} ${(endDate.toUnixTime() - startDate.toUnixTime()) / 60} ${item.summary}`)
  }
  return { uid: event.uid, sequence: event.sequence, dates: dates.sort() }
})
process.stdout.write(JSON.stringify(series))
