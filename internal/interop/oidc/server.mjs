// A token server on this machine, to try fhir/client against: oidc-provider, as
// its makers certified it, with what SMART Backend Services asks of a token server
// on top. It keeps everything in memory, and a test registers its own clients with
// it (RFC 7591), so it holds no key and no secret that is known beforehand.
//
// It prints its address, one line, when it is ready. It stops when its standard
// input ends, and after ten minutes in any case.
import { createServer } from 'node:http';
import Provider, { errors } from 'oidc-provider';

const LONGEST_LIFE = 10 * 60 * 1000;
const LONGEST_ASSERTION = 5 * 60; // seconds, of SMART App Launch 2
const RECORDS = 'urn:towpath:records';

const server = createServer();
await new Promise((ready, no) => server.once('error', no).listen(0, '127.0.0.1', ready));
const base = `http://127.0.0.1:${server.address().port}`;

// What SMART asks for and OpenID does not: the token address and no other
// audience, a short life, and a key that is named and not brought along.
function assertSMART(_ctx, claims, header) {
  const now = Math.floor(Date.now() / 1000);
  const fault = [
    [claims.aud !== `${base}/token`, 'audience'],
    [claims.sub !== claims.iss, 'subject'],
    [claims.exp - now > LONGEST_ASSERTION, 'life'],
    [typeof header.kid !== 'string' || header.typ !== 'JWT', 'header'],
    [['jku', 'jwk', 'x5u', 'x5c'].some((name) => name in header), 'a key of its own'],
  ].find(([amiss]) => amiss);
  if (fault) throw new errors.InvalidClientAuth(fault[1]);
}

const provider = new Provider(base, {
  // A client that was registered without one of these is told so (invalid_scope).
  // Others are passed on to the records, which grant those they know: an answer of
  // 200 with less than was asked for.
  scopes: ['system/CarePlan.cruds', 'system/Flag.rs'],
  clientAuthMethods: ['private_key_jwt', 'client_secret_basic', 'client_secret_post'],
  enabledJWA: { clientAuthSigningAlgValues: ['ES384', 'RS384', 'RS512'] },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true, allowedPolicy: () => true },
    registration: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => RECORDS,
      getResourceServerInfo: () => ({
        scope: 'system/Goal.rs system/Goal.cruds system/CarePlan.cruds',
        accessTokenFormat: 'opaque',
        accessTokenTTL: 300,
      }),
    },
  },
  assertJwtClientAuthClaimsAndHeader: assertSMART,
});
server.on('request', provider.callback());

function stop() {
  server.close(() => process.exit(0));
  server.closeAllConnections();
}
process.stdin.on('end', stop).on('error', stop).resume();
process.on('SIGTERM', stop);
setTimeout(stop, LONGEST_LIFE).unref();
console.log(base);
