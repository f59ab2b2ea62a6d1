import { isPublicUrl } from './public-url.js';

describe('a public URL', () => {
  it.each([
    'https://example.com/hook?x=1',
    'http://1.1.1.1:8080',
    'https://[2606:4700:4700::1111]/',
    'http://intranet/',
  ])('is %s', (url) => expect(isPublicUrl(url)).toBe(true));

  it.each([
    'ftp://example.com',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'example.com',
    '',
    'http://127.0.0.1',
    'http://127.1',
    'http://0x7f000001',
    'http://2130706433',
    'http://0',
    'http://[::1]:8000',
    'http://[::ffff:127.0.0.1]',
    'http://[::ffff:7f00:1]',
    'http://localhost:8000',
    'http://LOCALHOST.',
    'http://api.localhost',
    'http://169.254.169.254/latest/meta-data',
    'http://127.0.0.1.',
  ])('is not %s', (url) => expect(isPublicUrl(url)).toBe(false));

  it.each([
    ['http://10.1.2.3/', '10.1.0.0/16'],
    ['http://10.1.2.3/', 'hooks.internal, 10.1.2.3'],
    ['http://[fd00::5]/', 'fd00::/8'],
    ['http://localhost:3000/', 'LocalHost'],
    ['http://localhost:3000/', '127.0.0.0/8'],
  ])('is %s where the operator allows %s', (url, allowed) => {
    expect(isPublicUrl(url, allowed)).toBe(true);
    expect(isPublicUrl('http://192.168.0.1/', allowed)).toBe(false);
  });

  it.each(['10.0.0.0/33', 'http://x', 'a b', '::1/129', '-x'])('cannot be allowed by "%s"', (allowed) => {
    expect(() => isPublicUrl('https://example.com', allowed)).toThrow('host names, addresses or networks');
  });
});
