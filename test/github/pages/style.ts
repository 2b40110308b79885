/** Light and dark by what the reader prefers; nothing is loaded from anywhere. */
export const style = `
:root { color-scheme: light dark; --bg: #fff; --raised: #f6f8fa; --line: #d1d9e0; --text: #1f2328; --soft: #59636e; --link: #0969da;
  --good: #1a7f37; --bad: #cf222e; --warn: #9a6700; --idle: #59636e; --mark: #fff8c5; --button: #f6f8fa; --primary: #1f883d; }
@media (prefers-color-scheme: dark) { :root { --bg: #0d1117; --raised: #151b23; --line: #3d444d; --text: #f0f6fc; --soft: #9198a1;
  --link: #4493f8; --good: #3fb950; --bad: #f85149; --warn: #d29922; --idle: #9198a1; --mark: #bb800966; --button: #212830; --primary: #238636; } }
* { box-sizing: border-box }
body { margin: 0; background: var(--bg); color: var(--text); font: 14px/1.5 -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif }
a { color: var(--link); text-decoration: none } a:hover { text-decoration: underline }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
header.site { background: var(--raised); border-bottom: 1px solid var(--line); padding: 16px 24px; font-size: 16px }
main { max-width: 1280px; margin: 0 auto; padding: 24px }
h1 { font-size: 26px; font-weight: 400; margin: 0 0 8px; overflow-wrap: anywhere } h1 span { color: var(--soft) }
.meta { color: var(--soft); margin: 0 0 16px; display: flex; flex-wrap: wrap; gap: 8px; align-items: center }
.pill { color: #fff; background: var(--good); border-radius: 2em; padding: 4px 12px; font-weight: 500 } .pill.closed { background: var(--bad) }
.pill.draft { background: var(--idle) }
nav.tabs { display: flex; gap: 8px; border-bottom: 1px solid var(--line); margin-bottom: 16px }
nav.tabs span { padding: 8px 12px; color: var(--soft) } nav.tabs span[aria-current] { color: var(--text); font-weight: 600; border-bottom: 2px solid #fd8c73 }
.columns { display: grid; grid-template-columns: minmax(200px, 280px) minmax(0, 1fr); gap: 24px; align-items: start }
@media (max-width: 760px) { .columns { grid-template-columns: minmax(0, 1fr) } main { padding: 16px } }
.box { border: 1px solid var(--line); border-radius: 6px; overflow: hidden } .box + .box { margin-top: 16px }
.box > h2, .box > h3 { background: var(--raised); border-bottom: 1px solid var(--line); font-size: 14px; margin: 0; padding: 10px 16px }
.runs { list-style: none; margin: 0; padding: 0 } .runs li + li { border-top: 1px solid var(--line) }
.runs a { display: flex; gap: 8px; padding: 10px 16px; color: inherit; align-items: baseline } .runs a[aria-current] { background: var(--raised); font-weight: 600 }
.runs small { color: var(--soft); font-weight: 400; margin-left: auto }
.icon { font-weight: 700 } .state.success { color: var(--good) } .state.failure, .state.timed_out, .state.action_required { color: var(--bad) }
.state.in_progress, .state.queued { color: var(--warn) } .state.neutral, .state.skipped, .state.cancelled, .state.stale { color: var(--idle) }
.head { display: flex; flex-wrap: wrap; gap: 12px; align-items: center; padding: 16px } .head h2 { font-size: 20px; margin: 0; flex: 1 1 auto; overflow-wrap: anywhere }
.head p { margin: 0; color: var(--soft); flex-basis: 100% }
form { display: inline } button { font: inherit; font-weight: 500; color: inherit; background: var(--button); border: 1px solid var(--line); border-radius: 6px; padding: 5px 16px; cursor: pointer }
button:hover { border-color: var(--soft) } button.primary { background: var(--primary); color: #fff; border-color: transparent }
.merge { border: 1px solid var(--line); border-left: 4px solid var(--idle); border-radius: 6px; padding: 12px 16px; margin-bottom: 16px; display: flex; flex-wrap: wrap; gap: 12px; align-items: center }
.merge.passing { border-left-color: var(--good) } .merge.blocking { border-left-color: var(--bad) } .merge.pending, .merge.expected { border-left-color: var(--warn) } .merge p { margin: 0; flex: 1 1 auto }
.markdown { padding: 16px; overflow-wrap: break-word } .markdown > :first-child { margin-top: 0 } .markdown > :last-child { margin-bottom: 0 }
.markdown + .markdown { border-top: 1px solid var(--line) }
.markdown h1, .markdown h2 { border-bottom: 1px solid var(--line); padding-bottom: .3em } .markdown h1 { font-size: 2em; font-weight: 600 } .markdown h2 { font-size: 1.5em }
.markdown table { border-collapse: collapse; display: block; overflow-x: auto; max-width: 100% } .markdown th, .markdown td { border: 1px solid var(--line); padding: 6px 13px } .markdown tr:nth-child(2n) { background: var(--raised) }
.markdown code, .markdown pre, .code, .details { font: 12px/1.6 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace }
.markdown code { background: var(--raised); border-radius: 6px; padding: .2em .4em } .markdown pre { background: var(--raised); border-radius: 6px; padding: 16px; overflow-x: auto } .markdown pre code { padding: 0; background: none }
.markdown blockquote { border-left: .25em solid var(--line); color: var(--soft); margin: 0 0 16px; padding: 0 1em } .markdown .image { color: var(--soft); border: 1px dashed var(--line); padding: 0 6px }
.markdown img { max-width: 100% } .user-mention { font-weight: 600; background: var(--mark) }
.annotation { border-top: 1px solid var(--line) } .annotation:first-of-type { border-top: 0 } .annotation header { padding: 10px 16px; color: var(--soft); overflow-wrap: anywhere } .annotation header b { color: var(--text) }
.annotation.failure header::before { content: "✕ "; color: var(--bad) } .annotation.warning header::before { content: "⚠ "; color: var(--warn) } .annotation.notice header::before { content: "ⓘ "; color: var(--link) }
.message { padding: 0 16px 12px; white-space: pre-wrap; overflow-wrap: anywhere; color: var(--text) } .message strong { display: block }
.details { padding: 0 16px 12px; white-space: pre-wrap; overflow-x: auto }
.code { width: 100%; border-collapse: collapse; display: block; overflow-x: auto; border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); margin-bottom: 12px }
.code th { color: var(--soft); font-weight: 400; text-align: right; padding: 0 10px; user-select: none; min-width: 48px } .code td { white-space: pre; width: 100%; padding-right: 16px } .code tr.marked { background: var(--mark) } .code mark { background: none; color: inherit; text-decoration: underline wavy var(--bad) }
.empty { padding: 32px 16px; color: var(--soft); text-align: center }
`
