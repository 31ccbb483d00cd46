# SPDX-License-Identifier: BSL-1.0
"""Draws what compare.py measured: chart.py JSON_FILE >SVG_FILE"""
import json
import math
import sys

NAMES = {
    "ours": "mrs-client",
    "wrk": "wrk, which only counts",
    "curl_multi": "libcurl multi, kept alive",
    "curl_fresh": "libcurl, a fresh handle each",
}
LEFT, RIGHT, TOP, ROW = 200, 640, 56, 34
WIDTH = RIGHT + 80

STYLE = """
  text { font: 13px system-ui, sans-serif; fill: #1f2328; }
  .title { font-weight: 600; font-size: 15px; }
  .quiet { fill: #59636e; font-size: 11px; }
  .grid { stroke: #d1d9e0; }
  .bar { stroke: #59636e; stroke-width: 4; stroke-linecap: round; }
  .dot { fill: #59636e; }
  .ours .bar { stroke: #0969da; }
  .ours .dot { fill: #0969da; }
  .ours text { font-weight: 600; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .quiet { fill: #9198a1; }
    .grid { stroke: #3d444d; }
    .bar { stroke: #9198a1; }
    .dot { fill: #9198a1; }
    .ours .bar { stroke: #4493f8; }
    .ours .dot { fill: #4493f8; }
  }
"""


def main():
    with open(sys.argv[1], encoding="ascii") as file:
        result = json.load(file)
    spreads = {name: result[name]["cpu_us_per_request"] for name in NAMES}
    low = math.floor(math.log10(min(one["min"] for one in spreads.values())))
    high = math.ceil(math.log10(max(one["max"] for one in spreads.values())))
    bottom = TOP + ROW * len(NAMES)

    def place(value):
        return LEFT + (math.log10(value) - low) / (high - low) * (RIGHT - LEFT)

    out = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img">'
           % (WIDTH, bottom + 44),
           "<title>Client CPU per cancel</title><style>%s</style>" % STYLE,
           '<text class="title" x="12" y="24">Client CPU per cancel, in microseconds</text>']
    for power in range(low, high + 1):
        at = place(10**power)
        out.append('<line class="grid" x1="%.1f" x2="%.1f" y1="%d" y2="%d"/>'
                   % (at, at, TOP - 14, bottom))
        out.append('<text class="quiet" x="%.1f" y="%d" text-anchor="middle">%s</text>'
                   % (at, bottom + 16, "{:,g}".format(10**power)))
    for row, (name, label) in enumerate(NAMES.items()):
        one, y = spreads[name], TOP + ROW * row + ROW // 2 - 8
        out.append('<g class="%s"><text x="12" y="%d">%s</text>' % (name, y + 5, label))
        out.append('<line class="bar" x1="%.1f" x2="%.1f" y1="%d" y2="%d"/>'
                   % (place(one["min"]), place(one["max"]), y, y))
        out.append('<circle class="dot" cx="%.1f" cy="%d" r="6"/>' % (place(one["median"]), y))
        out.append('<text x="%.1f" y="%d">%s</text></g>'
                   % (place(one["max"]) + 12, y + 5,
                      "{:,.3g}".format(one["median"]) if one["median"] < 100
                      else "{:,.0f}".format(one["median"])))
    out.append('<text class="quiet" x="12" y="%d">Logarithmic scale. Dot: median of %d interleaved '
               "rounds; line: least to most. %d connections, %s bytes of token, TLS 1.3 on loopback."
               "</text></svg>" % (bottom + 36, result["conditions"]["rounds"],
                                  result["conditions"]["connections"],
                                  "{:,}".format(result["conditions"]["token_bytes"])))
    print("\n".join(out))


main()
