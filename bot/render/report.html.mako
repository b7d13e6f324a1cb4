<%def name="link(place)">\
% if place and place.file in anchors and place.line:
<a href="#f${anchors[place.file]}-${place.line}">${place.file}:${place.line}</a>\
% elif place:
${place.file}${f":{place.line}" if place.line else ""}\
% endif
</%def>\
<%def name="coded(text)">\
% for number, part in enumerate(text.split("`")):
% if number % 2:
<code>${part}</code>\
% else:
${part}\
% endif
% endfor
</%def>\
<%def name="findings(found)">
<ul>
% for finding in found:
<li>${finding.text}\
% if finding.place:
 <small>${link(finding.place)}</small>\
% endif
</li>
% endfor
</ul>
</%def>\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${report.title}</title>
<style>
:root { color-scheme: light dark; --line: light-dark(#d8d8d8, #444); --soft: light-dark(#666, #aaa);
  --mark: light-dark(#fff3bf, #5a4a00); --good: light-dark(#2b8a3e, #69db7c); --fair: light-dark(#e67700, #ffc078);
  --bad: light-dark(#c92a2a, #ff8787); --none: light-dark(#ced4da, #555) }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.6rem; margin-bottom: 0 } h2 { font-size: 1.2rem; margin-top: 2.5rem } h3 { font-size: 1rem }
small, .soft { color: var(--soft) } li { margin: .3rem 0; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100% } .wide { overflow-x: auto }
th, td { text-align: right; padding: .3rem .6rem; border-bottom: 1px solid var(--line) }
th:first-child, td:first-child { text-align: left }
.bar { display: flex; height: .8rem; min-width: 8rem; border-radius: 3px; overflow: hidden }
.key { display: inline-block; width: .8rem; height: .8rem; border-radius: 3px; margin: 0 .3rem 0 .8rem }
.right { background: var(--good) } .offered { background: var(--fair) } .wrong { background: var(--bad) }
.missed { background: var(--none) }
pre { overflow-x: auto; margin: 0; padding: .5rem 0; border-bottom: 1px solid var(--line); font-size: .85rem }
pre span { display: block; padding: 0 .6rem } pre .marked { background: var(--mark) } pre :target { outline: 2px solid }
pre b { display: inline-block; width: 4rem; color: var(--soft); font-weight: normal; user-select: none }
svg { max-width: 100%; height: auto; overflow: visible } svg text { fill: currentColor; font-size: 12px }
</style>
<h1>${report.title}</h1>
<p class="soft">${report.made}</p>
<p><strong>${report.summary}</strong></p>
% if report.figures:
<ul>
% for name, sentence in report.figures:
<li>${name}: ${coded(sentence + '.')}</li>
% endfor
</ul>
% endif

<h2>What to look at</h2>
% for group in report.groups:
<h3>${group.heading} <span class="soft">${f"{max(group.all, len(group.findings)):,}"}</span></h3>
${findings(group.findings)}
% if group.all > len(group.findings):
<p class="soft">The first ${len(group.findings)} of them.</p>
% endif
% endfor
% if not report.groups:
<p>Nothing: every entry is found by its own question.</p>
% endif

% if report.coverage:
<h2>How well the questions are covered</h2>
<p>Each alias was asked of packs without it, which shows how it would do on people's own words.</p>
<div class="wide"><table>
<tr><th>Pack</th><th>Entries</th><th>Tried</th><th>Answered</th><th>Asked back</th><th>Wrong</th><th>Not answered</th><th></th></tr>
% for row in report.coverage:
<tr><td>${row.name}</td><td>${f"{row.entries:,}"}</td><td>${f"{row.tried:,}"}</td><td>${f"{row.right:,}"}</td><td>${f"{row.offered:,}"}</td><td>${f"{row.wrong:,}"}</td><td>${f"{row.missed:,}"}</td>
<td><div class="bar" role="img" aria-label="${row.right} answered, ${row.offered} asked back, ${row.wrong} wrong, ${row.missed} not answered">\
% for name in ("right", "offered", "wrong", "missed"):
<span class="${name}" style="flex:${getattr(row, name)}"></span>\
% endfor
</div></td></tr>
% endfor
</table></div>
<p class="soft"><span class="key right"></span>answered <span class="key offered"></span>asked back, with the right one among them <span class="key wrong"></span>answered wrongly <span class="key missed"></span>not answered</p>
% endif

% if dots:
<h2>How sure it is, and how often it is right</h2>
<p>Each dot is a tenth of sureness over the same aliases; the larger, the more of them. On the line, it is as right as it says; below, it is too sure.</p>
<svg width="${size + 60}" height="${size + 64}" viewBox="-45 -14 ${size + 60} ${size + 60}" role="img" aria-label="Reliability curve">
<path d="M0 0V${size}H${size}" fill="none" stroke="currentColor"/>
<path d="M0 ${size}L${size} 0" stroke="var(--soft)" stroke-dasharray="4 4"/>
<text x="0" y="${size + 18}">0</text><text x="${size - 6}" y="${size + 18}">1</text>
<text x="${size / 2 - 50}" y="${size + 34}">how sure it said</text>
<text x="-16" y="${size}">0</text><text x="-16" y="10">1</text>
<text transform="translate(-26 ${size / 2 + 45}) rotate(-90)">how often right</text>
% for (x, y, radius), point in zip(dots, report.curve):
<circle cx="${f"{x:.1f}"}" cy="${f"{y:.1f}"}" r="${f"{radius:.1f}"}" fill="var(--good)" fill-opacity=".7"><title>${f"{point.questions:,}"} aliases: said ${f"{point.said:.2f}"}, was ${f"{point.was:.2f}"}</title></circle>
% endfor
</svg>
% endif

<h2>What people asked in vain</h2>
% if report.gaps is None:
<p class="soft">No record is at hand: it is kept in the database that DATABASE_URL names, once people ask in Slack.</p>
% elif not report.gaps:
<p>Nothing, in the last ninety days.</p>
% else:
${findings(report.gaps)}
% endif

% if excerpts:
<h2>The lines</h2>
% for excerpt in excerpts:
<h3>${excerpt.file}</h3>
% for run in excerpt.runs:
<pre>\
% for line in run:
<span id="f${anchors[excerpt.file]}-${line.number}"\
% if line.marked:
 class="marked"\
% endif
><b>${line.number}</b>${line.text}
</span>\
% endfor
</pre>
% endfor
% endfor
% endif
</html>
