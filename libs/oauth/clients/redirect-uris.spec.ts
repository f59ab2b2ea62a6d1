import { isRegistered, redirectUriFault } from './redirect-uris.js';

describe('an address to send users back to', () => {
  it.each([
    'https://app.example.com/cb',
    'http://localhost:8123/cb',
    'http://127.0.0.1/cb',
    'http://[::1]:1/cb',
    'com.example.app:/cb',
    'exampleapp://callback',
  ])('may be %s', (uri) => {
    expect(redirectUriFault(uri)).toBeUndefined();
  });

  it.each([
    'cb',
    '/cb',
    '//app.example.com/cb',
    'https:app.example.com',
    'https://',
    'https://*.example.com/cb',
    'https://app.example.com/#',
    'http://app.example.com/cb',
    'http://localhost.example.com/cb',
    'http://localhost@evil.example.com/cb',
    'http://evil.example.com\\@localhost/cb',
    'java\nscript:alert(1)',
    'JavaScript:alert(1)',
    'data:text/html,x',
    'blob:https://app.example.com/1',
    'file:///etc/passwd',
  ])('may not be %j', (uri) => {
    expect(redirectUriFault(uri)).toEqual(expect.stringContaining(uri));
  });
});

describe('an address that a client names', () => {
  const registered = ['https://app.example.com/cb', 'http://127.0.0.1:80/cb', 'http://localhost:8123/cb', 'app:/cb'];
  it.each([
    ['https://app.example.com/cb', true],
    ['https://app.example.com/cb/', false],
    ['https://APP.example.com/cb', false],
    ['https://app.example.com:443/cb', false],
    ['http://127.0.0.1:51004/cb', true],
    ['http://127.0.0.1:51004/other', false],
    ['https://127.0.0.1:51004/cb', false],
    ['http://user@127.0.0.1:51004/cb', false],
    ['http://127.0.0.1:51004/cb#x', false],
    ['http://localhost:9999/cb', false],
    ['app:/cb', true],
    ['app:/cb2', false],
  ])('%s is registered: %j', (uri, is) => {
    expect(isRegistered(uri, registered)).toBe(is);
  });
});
