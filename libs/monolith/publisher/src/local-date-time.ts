const formats = new Map<string, Intl.DateTimeFormat>();

/** FTGO's LocalDateTime: what clocks in the zone show, ISO 8601 without an offset. */
export function toLocalDateTime(at: Date, timeZone: string): string {
  const wallClock = formatIn(timeZone).format(at).replace(' ', 'T');
  const milliseconds = String(at.getTime() % 1000).padStart(3, '0');
  return milliseconds === '000' ? wallClock : `${wallClock}.${milliseconds}`;
}

/** The Swedish way to write a date and a time is ISO's, but for the T. */
function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  formats.set(timeZone, format);
  return format;
}
