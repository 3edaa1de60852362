// Judges events by the schemas of a folder: one JSON string (the event's text) a line in, one verdict a line out.
// A verdict says whether exactly one schema takes the event, once with `format` asserted and once without.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const folder = process.argv[2];
const schemas = readdirSync(folder)
  .filter((name) => name.endsWith('.schema.json'))
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));

function compile(assertFormats) {
  // strictNumbers is about NaN and Infinity, which JSON has not: 1e400 is a number, however Node holds it.
  const ajv = new Ajv2020({ strict: true, strictNumbers: false, allowUnionTypes: true, validateFormats: assertFormats });
  if (assertFormats) addFormats(ajv);
  else ajv.addFormat('date-time', true);
  return schemas.map((schema) => ajv.compile(schema));
}

const withFormats = compile(true);
const withoutFormats = compile(false);

function judge(text) {
  let event;
  try {
    event = JSON.parse(text);
  } catch (error) {
    return { valid: false, validWithoutFormats: false, why: error.message.slice(0, 200) };
  }

  const takers = withFormats.filter((validate) => validate(event));
  const nearest = withFormats.find((validate) => validate.schema.properties.type.const === event?.type);
  return {
    valid: takers.length === 1,
    validWithoutFormats: withoutFormats.filter((validate) => validate(event)).length === 1,
    why: takers.length === 1 ? '' : (nearest?.errors ?? []).map((e) => `${e.instancePath} ${e.message}`).join('; ').slice(0, 300),
  };
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  process.stdout.write(JSON.stringify(judge(JSON.parse(line))) + '\n');
}
