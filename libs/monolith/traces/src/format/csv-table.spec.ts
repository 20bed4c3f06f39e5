import { TraceError } from '../trace.errors.js';
import { parseCsvTable } from './csv-table.js';

const COLUMNS = ['id', 'name'];

function failure(text: string): string {
  try {
    parseCsvTable(text, 'f.csv', COLUMNS);
  } catch (error) {
    if (error instanceof TraceError) return error.message;
    throw error;
  }
  return 'no failure';
}

describe('parseCsvTable', () => {
  it('reads values by column, whatever the order of the columns', () => {
    const { rows } = parseCsvTable('name,id\nAjanta,1\n', 'f.csv', COLUMNS);
    expect(rows).toEqual([{ line: 2, values: { id: '1', name: 'Ajanta' } }]);
  });

  it.each([
    ['a byte order mark', '\ufeffid,name\n1,Ajanta\n'],
    ['CRLF', 'id,name\r\n1,Ajanta\r\n'],
    ['no line end at the end', 'id,name\n1,Ajanta'],
    ['quoted values', '"id","name"\n"1","Ajanta"\n'],
    ['blanks after commas', 'id, name\n1, Ajanta\n'],
    ['empty lines', 'id,name\n\n1,Ajanta\n\n'],
  ])('takes a file with %s', (_, text) => {
    const { rows, problems } = parseCsvTable(text, 'f.csv', COLUMNS);
    expect(rows.map(({ values }) => values)).toEqual([{ id: '1', name: 'Ajanta' }]);
    expect(problems).toEqual([]);
  });

  it('reads commas, quotes and line ends inside quotes as part of the value', () => {
    const { rows } = parseCsvTable('id,name\n1,"Smoke, ""Cedar""\r\n& Co"\n', 'f.csv', COLUMNS);
    expect(rows[0]?.values['name']).toBe('Smoke, "Cedar"\n& Co');
  });

  it.each(['\n', '\r\n', '\r'])(
    'counts physical lines, also those in quotes and the empty ones (%j)',
    (end) => {
      const text = ['id,name', '1,"two', 'lines"', '', '2,Ajanta', '3,"a', 'b', 'c"'].join(end);
      const { rows } = parseCsvTable(text, 'f.csv', COLUMNS);
      expect(rows.map(({ line }) => line)).toEqual([2, 5, 6]);
    },
  );

  it('tells which lines have another number of values than the header, and reads the others', () => {
    const { rows, problems } = parseCsvTable('id,name\n1\n2,Ajanta\n3,a,b\n', 'f.csv', COLUMNS);
    expect(rows.map(({ line }) => line)).toEqual([3]);
    expect(problems).toEqual([
      { file: 'f.csv', line: 2, expected: '2 values as in the header line, found 1' },
      { file: 'f.csv', line: 4, expected: '2 values as in the header line, found 3' },
    ]);
  });

  it('refuses a file without a header', () => {
    expect(failure('')).toBe('f.csv:1: expected a header line: id,name');
    expect(failure('\n\n')).toBe('f.csv:1: expected a header line: id,name');
  });

  it('refuses missing, unknown and repeated columns, all at once', () => {
    expect(failure('id,id,nmae\n').split('\n')).toEqual([
      'f.csv:1: column name: expected this column in the header line',
      'f.csv:1: column id: expected this column only once',
      'f.csv:1: expected no other columns than those known, found "nmae"',
    ]);
  });

  it('can ignore columns that it does not know', () => {
    const { rows } = parseCsvTable('id,x,name\n1,y,Ajanta\n', 'f.csv', COLUMNS, 'ignored');
    expect(rows[0]?.values).toMatchObject({ id: '1', name: 'Ajanta' });
  });

  it('tells the line on which a quote is opened and never closed', () => {
    expect(failure('id,name\n1,a\n2,"b\n3,c\n')).toBe(
      'f.csv:3: expected every opening quote to be closed',
    );
  });

  it('gives up early on a quote left open in a long file', () => {
    expect(failure(`id,name\n1,"a\n${'2,b\n'.repeat(50_000)}`)).toBe(
      'f.csv:2: expected every opening quote to be closed',
    );
  });

  it.each(['1,"a"b', '1,a"b'])('tells the line of a stray quote (%s)', (row) => {
    expect(failure(`id,name\n${row}\n`)).toBe(
      'f.csv:2: expected quotes only around whole values, and doubled inside them',
    );
  });
});
