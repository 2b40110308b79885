/** The style of the page: light and dark, on paper, without anything from elsewhere. */
export const STYLE = `
:root{color-scheme:light dark;--fg:#1f2328;--muted:#59636e;--bg:#fff;--card:#f6f8fa;--line:#d1d9e0;--link:#0969da;--green:#1a7f37;--yellow:#bf8700;--warn:#7d4e00;--red:#cf222e;--black:#000;--black-edge:#000;--unknown:#1f6feb;--error:#8250df}
@media (prefers-color-scheme:dark){:root{--fg:#e6edf3;--muted:#9198a1;--bg:#0d1117;--card:#151b23;--line:#3d444d;--link:#4493f8;--green:#3fb950;--yellow:#d29922;--warn:#d29922;--red:#f85149;--black-edge:#e6edf3;--unknown:#58a6ff;--error:#bc8cff}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.55 system-ui,-apple-system,"Segoe UI","Noto Sans",Helvetica,Arial,sans-serif,"Noto Color Emoji"}
a{color:var(--link)}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:var(--bg);padding:8px}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
header,main,nav ul{max-width:1200px;margin:auto;padding:0 24px}
header{padding-top:32px}
h1{font-size:26px;margin:0 0 4px}h2{font-size:20px;margin:48px 0 12px;padding-bottom:6px;border-bottom:1px solid var(--line)}h3{font-size:16px;margin:24px 0 8px}
.facts,.none,.tick,.id{color:var(--muted)}.id{font:12px ui-monospace,SFMono-Regular,"DejaVu Sans Mono",monospace;white-space:nowrap}
nav{position:sticky;top:0;background:var(--bg);border-bottom:1px solid var(--line);margin-top:20px;z-index:1}
nav ul{display:flex;flex-wrap:wrap;gap:2px 16px;list-style:none;padding-top:8px;padding-bottom:8px;font-size:13px}
section{scroll-margin-top:72px}
.verdict{border-left:6px solid;border-radius:6px;background:var(--card);padding:14px 20px;margin:20px 0}
.verdict strong{font-size:20px;letter-spacing:.02em}.verdict p{margin:4px 0 0}
.verdict.bad{border-color:var(--red)}.verdict.fair{border-color:var(--yellow)}.verdict.good{border-color:var(--green)}.verdict.none{border-color:var(--muted);color:inherit}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:0;padding:0;list-style:none}
.cards li{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:12px 16px}
.cards b{display:block;font-size:28px;line-height:1.2;font-weight:600}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(220px,1fr));gap:16px;margin:20px 0}
figure{display:flex;flex-direction:column;margin:0;border:1px solid var(--line);border-radius:8px;padding:12px 16px;min-width:0}@media (min-width:1000px){figure:first-child{grid-column:span 2}}
figcaption,caption{font-size:13px;color:var(--muted);text-align:left;padding-bottom:6px}
svg{width:100%;height:auto;display:block;font-size:13px;margin:auto 0}svg text{fill:currentColor}svg .tick{fill:var(--muted);font-size:12px}svg .big{font-size:26px;font-weight:600}
svg .track{fill:var(--card)}svg .line{fill:none;stroke:var(--link);stroke-width:2}svg .point{fill:var(--link)}
.fill-green{fill:var(--green)}.fill-yellow{fill:var(--yellow)}.fill-red{fill:var(--red)}.fill-black{fill:var(--black);stroke:var(--black-edge)}.fill-unknown{fill:var(--unknown)}.fill-error{fill:var(--error)}
.bg-green{background:var(--green)}.bg-yellow{background:var(--yellow)}.bg-red{background:var(--red)}.bg-black{background:var(--black);outline:1px solid var(--black-edge)}.bg-unknown{background:var(--unknown)}
.bar{display:inline-block;width:110px;height:10px;border-radius:5px;background:var(--line);overflow:hidden}.bar span{display:block;height:100%;min-width:2px}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:8px;padding:8px 0;margin:8px 0 16px}.scroll caption{padding-left:12px}
table{border-collapse:collapse;width:100%;font-size:14px}
th,td{text-align:left;vertical-align:top;padding:7px 12px;border-top:1px solid var(--line)}thead th{border-top:0;font-size:13px;color:var(--muted);font-weight:600}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
tr.total td{font-weight:600;border-top:2px solid var(--line)}
code{font:12.5px ui-monospace,SFMono-Regular,"DejaVu Sans Mono",monospace;background:var(--card);border:1px solid var(--line);border-radius:4px;padding:1px 4px;overflow-wrap:break-word}
pre{font:12.5px ui-monospace,SFMono-Regular,"DejaVu Sans Mono",monospace;background:var(--card);border:1px solid var(--line);border-radius:4px;padding:6px 8px;margin:4px 0;white-space:pre-wrap;overflow-wrap:anywhere}
td code{overflow-wrap:anywhere}td .id{white-space:normal;overflow-wrap:anywhere}
#blockers table,#findings table,#plan table{table-layout:fixed;min-width:940px}
#blockers th:nth-child(1){width:19%}#blockers th:nth-child(3){width:96px}#blockers th:nth-child(4){width:32%}#blockers th:nth-child(5){width:12%}
#findings th:nth-child(1){width:98px}#findings th:nth-child(2){width:16%}#findings th:nth-child(4){width:96px}#findings th:nth-child(5){width:23%}#findings th:nth-child(6){width:10%}#findings th:nth-child(7){width:11%}
#plan th:nth-child(1){width:22%}#plan th:nth-child(2){width:24%}#plan th:nth-child(4){width:98px}#plan th:nth-child(5){width:13%}
.badge{white-space:nowrap}.badge::before{content:"";display:inline-block;width:10px;height:10px;border-radius:50%;margin-right:6px;background:var(--muted);print-color-adjust:exact}.badge.green::before{background:var(--green)}.badge.yellow::before{background:var(--yellow)}.badge.red::before{background:var(--red)}.badge.black::before{background:var(--black);outline:1px solid var(--black-edge)}.badge.unknown::before{background:var(--unknown)}.badge.error::before{background:var(--error)}.badge.black,.badge.red{font-weight:600}
.status{display:inline-block;min-width:64px;text-align:center;border:1px solid;border-radius:10px;padding:0 8px;font-size:12px;font-weight:600}
.status.FAIL{color:var(--red)}.status.WARN{color:var(--warn)}.status.PASS{color:var(--green)}.status.UNKNOWN{color:var(--unknown)}
form.filter{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:end;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:12px}
form.filter label{font-size:12px;color:var(--muted);display:grid;gap:2px}
input,select,button{font:inherit;color:inherit;background:var(--bg);border:1px solid var(--line);border-radius:6px;padding:5px 8px}input[type=search]{min-width:260px}
ul.boxes{list-style:none;padding:0;margin:4px 0}ul.boxes li{padding:3px 0 3px 26px;position:relative}ul.boxes li::before{content:"☐";position:absolute;left:2px}ul.boxes li.ticked::before{content:"☑";color:var(--green)}
.columns{columns:2 420px;column-gap:32px}.columns>div{break-inside:avoid;margin-bottom:20px}.columns h3{margin:0 0 6px}
.print-only{display:none}[hidden]{display:none!important}
footer{max-width:1200px;margin:48px auto 32px;padding:0 24px;color:var(--muted);font-size:13px}
@media print{*{print-color-adjust:exact}#blockers table,#findings table,#plan table{min-width:0}nav,form.filter,.skip,.bar{display:none}.print-only{display:inline}body{font-size:11px;background:#fff;color:#000}table,svg{font-size:10.5px}th,td{padding:4px 6px}code,pre{font-size:9.5px}h1{font-size:20px}h2{font-size:16px;margin-top:24px}h3{font-size:13px}h2,h3,caption{break-after:avoid}.cards b{font-size:20px}.scroll{overflow:visible;border:0;padding:0}tr,figure,.verdict{break-inside:avoid}a{color:inherit;text-decoration:none}}
@media screen and (max-width:640px){:is(#blockers,#findings,#plan) :is(table,caption,tbody,tr,td){display:block;min-width:0}:is(#blockers,#findings,#plan) thead{display:none}:is(#blockers,#findings,#plan) td{border:0;padding:2px 12px}:is(#blockers,#findings,#plan) tr{border-top:1px solid var(--line);padding:8px 0}}
@media (max-width:640px){header,main,nav ul{padding-left:12px;padding-right:12px}nav{position:static}input[type=search]{min-width:0;width:100%}}
`
