// Judges an AsyncAPI 3.0 document: its form by the schema that AsyncAPI publishes, its references, and whether the valid examples are messages
// of the channels it names. Files it refers to are looked for in the folder of schemas. Prints what is wrong, a line each; nothing when all is well.
//   node asyncapi.mjs DOCUMENT SCHEMAS
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

const [file, folder] = process.argv.slice(2);
const examples = join(folder, 'examples', 'valid');
const form = createRequire(import.meta.url)('@asyncapi/specs/schemas/3.0.0.json');
const api = parse(readFileSync(file, 'utf8'), { uniqueKeys: true, strict: true });
const faults = [];

function judgeForm() {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  // It carries JSON Schema's own schema along, which ajv has already.
  const { 'http://json-schema.org/draft-07/schema': _, ...definitions } = form.definitions;
  const validate = ajv.compile({ ...form, definitions });
  if (!validate(api)) faults.push(...validate.errors.map((e) => `${e.instancePath}: ${e.message}`));
}

// What a reference leads to: a part of the document, or a schema beside it. Undefined when it leads nowhere.
function follow(reference) {
  if (!reference.startsWith('#/')) {
    const path = join(folder, reference);
    return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
  }
  return reference.slice(2).split('/').reduce((at, key) => at?.[key.replaceAll('~1', '/').replaceAll('~0', '~')], api);
}

const resolve = (node) => (node?.$ref ? resolve(follow(node.$ref)) : node);

function judgeReferences(node, pointer) {
  if (node === null || typeof node !== 'object') return;
  if (typeof node.$ref === 'string' && follow(node.$ref) === undefined) faults.push(`${pointer}: ${node.$ref} leads nowhere`);
  for (const [key, child] of Object.entries(node)) judgeReferences(child, `${pointer}/${key}`);
}

// By protocol: every channel's messages that are named after a type, each with what accepts its payload.
function channelsOf(protocol) {
  const ajv = new Ajv2020({ strict: true, strictNumbers: false, allowUnionTypes: true });
  addFormats(ajv);
  return Object.values(api.channels)
    .filter((channel) => channel.servers.some((server) => resolve(server)?.protocol === protocol))
    .map((channel) => Object.values(channel.messages).map(resolve).filter((message) => message?.name)
      .map((message) => {
        const schema = resolve(message.payload);
        return { address: channel.address, type: message.name, accepts: schema ? (ajv.getSchema(schema.$id) ?? ajv.compile(schema)) : () => false };
      }))
    .flat();
}

function judgeExamples() {
  const [kafka, http] = [channelsOf('kafka'), channelsOf('http')];
  const events = readdirSync(examples).filter((name) => name.endsWith('.json')).map((name) => [name, JSON.parse(readFileSync(join(examples, name), 'utf8'))]);
  if (events.length === 0) faults.push(`${examples} has no example`);
  for (const [name, event] of events) {
    for (const [protocol, messages] of [['kafka', kafka], ['http', http]]) {
      const takers = messages.filter((message) => message.type === event.type);
      if (takers.length !== 1) faults.push(`${name}: ${takers.length} channels of ${protocol} have a message ${event.type}`);
      if (takers.some((taker) => !taker.accepts(event))) faults.push(`${name}: what ${protocol} carries under ${event.type} refuses it`);
    }
  }
}

judgeForm();
judgeReferences(api, '');
judgeExamples();
for (const fault of faults) console.log(fault);
