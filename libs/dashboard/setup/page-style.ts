/** How the pages of the first run look: no font, image or script is loaded. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#1b1f2a;--soft:#5a6275;--paper:#fff;--ground:#eef1f7;--line:#8b93a7;--accent:#3346c4;
--on-accent:#fff;--bad:#a81c2c;--bad-ground:#fdeef0;--code:#f3f5fa}
@media (prefers-color-scheme:dark){:root{--ink:#e9ecf4;--soft:#a8b0c3;--paper:#1b1f2b;--ground:#11141c;--line:#6d768c;
--accent:#9db0ff;--on-accent:#11141c;--bad:#ff9aa5;--bad-ground:#3a1d24;--code:#11141c}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:2rem 1rem;background:var(--ground);color:var(--ink);
font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}
main{width:100%;max-width:34rem;background:var(--paper);border-radius:1rem;padding:clamp(1.25rem,5vw,2.5rem);
box-shadow:0 1px 2px #0002,0 12px 32px #0001}
.brand{display:flex;align-items:center;gap:.6rem;margin:0 0 1.5rem;font-weight:650}
.brand svg{flex:none;color:var(--accent)}
h1{font-size:1.6rem;line-height:1.2;margin:0 0 .5rem}
h2{font-size:1.05rem;margin:1.75rem 0 .4rem}
p{margin:.4rem 0}
.soft{color:var(--soft)}
form{margin-top:1.5rem;display:grid;grid-template-columns:1fr 1fr;gap:1.1rem 1rem}
.wide{grid-column:1/-1}
@media (max-width:30rem){form{grid-template-columns:1fr}}
label{display:block;font-weight:600;margin-bottom:.25rem}
.hint{color:var(--soft);font-size:.9rem;margin:.25rem 0 0}
input{width:100%;font:inherit;color:inherit;background:transparent;padding:.6rem .75rem;border:1px solid var(--line);
border-radius:.5rem}
input[aria-invalid]{border-color:var(--bad);border-width:2px}
input:focus-visible,button:focus-visible,a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.fault{color:var(--bad);font-size:.9rem;margin:.25rem 0 0}
.alert{background:var(--bad-ground);color:var(--bad);border-radius:.5rem;padding:.75rem 1rem;margin:1rem 0 0}
button{grid-column:1/-1;font:inherit;font-weight:600;color:var(--on-accent);background:var(--accent);border:0;
border-radius:.5rem;padding:.75rem 1.25rem;cursor:pointer}
button:hover{filter:brightness(1.08)}
a{color:var(--accent)}
pre{background:var(--code);border-radius:.5rem;padding:.75rem 1rem;overflow-x:auto;font-size:.875rem;margin:.4rem 0;
white-space:pre-wrap;overflow-wrap:anywhere}
code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
`;
