import { events, now } from './record.js';

const answers = JSON.parse(process.env.K6_ANSWERS || '{}');

class CookieJar {}

function expectedStatuses(...statuses) {
  return { statuses };
}

function request(method, url, body, params) {
  events.push({
    method,
    url,
    body,
    vu: now.vu,
    headers: { ...params.headers },
    tags: params.tags,
    timeout: params.timeout,
    redirects: params.redirects,
    responseType: params.responseType,
    expected: params.responseCallback.statuses,
    ownCookies: params.jar instanceof CookieJar,
  });
  const answer = answers[method + ' ' + new URL(url).pathname] || { status: 200, body: '{}' };
  return {
    status: answer.status,
    error_code: answer.errorCode || 0,
    error: answer.error || '',
    json() {
      if (params.responseType === 'none') {
        throw new Error('the body is null');
      }
      return JSON.parse(answer.body);
    },
  };
}

export default { request, expectedStatuses, CookieJar };
