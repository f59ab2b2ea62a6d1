import { compose } from './index.js';

describe('a letter', () => {
  const letter = {
    to: 'ada@example.com',
    subject: 'Set <a> password',
    before: ['somebody asked for "it".'],
    link: { title: 'Set & go', url: 'https://flags.example/reset?a=1&b="2"' },
    after: ['Bye.'],
  };

  it('says the same as text and as HTML', () => {
    const { to, subject, text, html } = compose({ ...letter, name: "Zoë-Ann O'Neil" });
    expect({ to, subject }).toEqual({ to: 'ada@example.com', subject: 'Set <a> password' });
    expect(text).toBe(
      `Hello Zoë-Ann O'Neil,\n\nsomebody asked for "it".\n\nhttps://flags.example/reset?a=1&b="2"\n\nBye.\n`,
    );
    expect(html).toContain('<title>Set &lt;a&gt; password</title>');
    expect(html).toContain('<p>Hello Zoë-Ann O&#39;Neil,</p>\n<p>somebody asked for &quot;it&quot;.</p>');
    expect(html).toContain('<a href="https://flags.example/reset?a=1&amp;b=&quot;2&quot;">Set &amp; go</a>');
    expect(html).not.toContain('<a>');
  });

  it.each([
    'Ada\r\nBcc: eve@example.com',
    'Win at https://casino.example',
    'casino.example',
    '<b>Ada</b>',
    'x'.repeat(61),
    '',
  ])('does not repeat %j as a name', (name) => {
    expect(compose({ ...letter, name }).text).toMatch(/^Hello,\n\n/);
    expect(compose({ ...letter, name }).html).toContain('<p>Hello,</p>');
  });
});
