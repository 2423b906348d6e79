#!/bin/bash
# demo-picture.sh: runs the demo and three commands beside it, and draws what they printed as docs/demo.svg. Needs the built
# src/Lynq.Host, and kubectl on PATH.
set -euo pipefail
cd "$(dirname "$0")/.."
lynq() { dotnet artifacts/bin/Lynq.Host/release/lynq.dll "$@"; }
work=$(mktemp -d)
trap 'kill "$demo" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT
export TMPDIR=$work

lynq demo --plain >"$work/demo" 2>&1 &
demo=$!
until_printed() { for _ in $(seq 300); do grep -q "$1" "$work/demo" && return; sleep 0.2; done; echo "the demo did not print: $1" >&2; exit 1; }
until_printed 'every active row is a ready node'
KUBECONFIG=$(sed -n 's/.*KUBECONFIG=//p' "$work/demo" | head -1)
export KUBECONFIG

# What the demo has printed since the last look, from its first row on.
seen=0
news() { sed -n "$((seen + 1)),\$p" "$work/demo" | grep -E '^ *[0-9.]+s ' || true; seen=$(wc -l <"$work/demo"); }
say() { printf '\001$ %s\n' "$*"; }
{
  say 'lynq demo --plain'
  news
  say "lynq demo sql \"update tenants set plan = 'gold', replicas = 3 where id = 'globex'\""
  lynq demo sql "update tenants set plan = 'gold', replicas = 3 where id = 'globex'"
  until_printed 'row globex (plan gold .*Reconciled'
  news
  say kubectl get lynqnodes,deployments
  kubectl get lynqnodes,deployments
  say kubectl delete deployment acme-web
  kubectl delete deployment acme-web
  sleep 4
  news
  say lynq why acme-shop
  lynq why acme-shop
} | sed 's/[[:space:]]*$//' >"$work/screen"

lines=$(wc -l <"$work/screen")
columns=$(awk '{ if (length($0) > most) most = length($0) } END { print most }' "$work/screen")
{
  printf '<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" role="img" aria-label="A run of lynq demo">\n' $((columns * 8 + 32)) $((lines * 19 + 32))
  echo '<rect width="100%" height="100%" rx="8" fill="#161b22"/>'
  echo '<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,DejaVu Sans Mono,monospace" font-size="13" fill="#c9d1d9">'
  awk '{
    gsub(/&/, "\\&amp;"); gsub(/</, "\\&lt;"); gsub(/>/, "\\&gt;")
    colour = ""
    # Browsers fold spaces; these stay.
    gsub(/ /, "\302\240")
    if (sub(/^\001/, "")) colour = " fill=\"#7ee787\""
    if (length($0)) printf "<text x=\"16\" y=\"%d\"%s>%s</text>\n", NR * 19 + 12, colour, $0
  }' "$work/screen"
  echo '</g></svg>'
} >docs/demo.svg
