/**
 * The function of a smoke test. It connects to the DNS name of the load balancer, because the DNS record of the service does not exist before the
 * first deployment has ended.
 * Without a host name, it does not verify the certificate, because no certificate covers the DNS name of a load balancer.
 */
export const SMOKE_TEST_CODE = `
const { PROTOCOL, DNS_NAME, PORT, REQUEST_PATH, STATUS_CODES, ATTEMPTS, HOST, HEADER_NAME, HEADER_VALUE } = process.env;
const client = require('node:' + PROTOCOL);

function request() {
  return new Promise((resolve, reject) => {
    const headers = { host: HOST || DNS_NAME, 'user-agent': 'smoke-test' };
    if (HEADER_NAME) { headers[HEADER_NAME] = HEADER_VALUE; }
    const options = { host: DNS_NAME, port: Number(PORT), path: REQUEST_PATH, headers, timeout: 5000 };
    if (PROTOCOL === 'https') { options.servername = HOST || DNS_NAME; options.rejectUnauthorized = Boolean(HOST); }
    const call = client.get(options, response => { response.resume(); resolve(response.statusCode); });
    call.on('timeout', () => call.destroy(new Error('no answer within 5 seconds')));
    call.on('error', reject);
  });
}

exports.handler = async () => {
  for (let attempt = 1; attempt <= Number(ATTEMPTS); attempt++) {
    try {
      const status = await request();
      console.log('Attempt ' + attempt + ': ' + PROTOCOL + '://' + (HOST || DNS_NAME) + ':' + PORT + REQUEST_PATH + ' answered ' + status);
      if (STATUS_CODES.split(',').includes(String(status))) { return { hookStatus: 'SUCCEEDED' }; }
    } catch (error) {
      console.log('Attempt ' + attempt + ': ' + error.message);
    }
    if (attempt < Number(ATTEMPTS)) { await new Promise(resolve => setTimeout(resolve, 5000)); }
  }
  return { hookStatus: 'FAILED' };
};
`.trim();
