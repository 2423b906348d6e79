#!/bin/bash
# bill.sh FOLDER [licences]: what a published program is made of, from its *.deps.json and the packages' own files: a bill of
# materials (CycloneDX 1.5), or, with "licences", one line for each package: name, version, licence.
set -euo pipefail
deps=$(ls "${1:?folder of a published program}"/lynq*.deps.json | head -1)
form=${2:-bill}
packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}

# name version sha512-…, of the libraries that are packages
list() {
  awk -F'"' '
    /^  "libraries"/ { inside = 1 }
    inside && /^    "[^"]+\/[^"]+": \{/ { split($2, part, "/"); type = ""; sum = "" }
    inside && $2 == "type" { type = $4 }
    inside && $2 == "sha512" { sum = $4 }
    inside && /^    \}/ && type == "package" { print part[1], part[2], (sum == "" ? "-" : sum) }
  ' "$deps" | sort -f
}

# What a package says of its licence: an expression, else an address or a file's name.
licence() {
  local spec
  spec=$(ls "$packages/$1/$2"/*.nuspec 2>/dev/null | head -1) || true
  [ -n "$spec" ] || { echo "unknown"; return; }
  local found
  found=$(sed -n 's|.*<license type="expression">\([^<]*\)</license>.*|\1|p' "$spec")
  [ -n "$found" ] || found=$(sed -n 's|.*<licenseUrl>\([^<]*\)</licenseUrl>.*|\1|p' "$spec")
  [ -n "$found" ] || found=$(sed -n 's|.*<license type="file">\([^<]*\)</license>.*|file \1|p' "$spec")
  echo "${found:-unknown}"
}

hex() { [ "$1" = - ] || echo "${1#sha512-}" | base64 -d | od -An -v -tx1 | tr -d ' \n'; }

if [ "$form" = licences ]; then
  list | while read -r name version _; do
    printf '%s %s %s\n' "$name" "$version" "$(licence "$(echo "$name" | tr '[:upper:]' '[:lower:]')" "$version")"
  done
  exit
fi

program=$(basename "$deps" .deps.json)
printf '{"bomFormat":"CycloneDX","specVersion":"1.5","version":1,"metadata":{"component":{"type":"application","name":"%s"}},"components":[' "$program"
comma=
list | while read -r name version sum; do
  licence=$(licence "$(echo "$name" | tr '[:upper:]' '[:lower:]')" "$version")
  case "$licence" in
    unknown) licences= ;;
    http*) licences=$(printf ',"licenses":[{"license":{"name":"see address","url":"%s"}}]' "$licence") ;;
    file*) licences=$(printf ',"licenses":[{"license":{"name":"%s of the package"}}]' "$licence") ;;
    *) licences=$(printf ',"licenses":[{"expression":"%s"}]' "$licence") ;;
  esac
  digits=$(hex "$sum")
  hashes=
  [ -z "$digits" ] || hashes=$(printf ',"hashes":[{"alg":"SHA-512","content":"%s"}]' "$digits")
  printf '%s\n{"type":"library","name":"%s","version":"%s","purl":"pkg:nuget/%s@%s"%s%s}' "$comma" "$name" "$version" "$name" "$version" "$hashes" "$licences"
  comma=,
done
printf '\n]}\n'
