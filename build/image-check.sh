#!/bin/bash
# Performs the steps of the Dockerfile without a container engine: publish, then run as another user from a folder that is
# read-only to that user, with nothing but /manager. Needs the .NET SDK; root, or sudo, to become another user.
set -euo pipefail
cd "$(dirname "$0")/.."
project=${1:-src/Lynq.Host}
case "$(uname -m)" in aarch64 | arm64) rid=linux-arm64 ;; *) rid=linux-x64 ;; esac

root=$(mktemp -d)
trap 'chmod -R u+w "$root"; rm -rf "$root"' EXIT
chmod 755 "$root"

# Every instruction is one that is known here, stages that are copied from exist, and the last user is not root.
awk '
  /^#/ || /^[[:space:]]*$/ { next }
  { if ($1 !~ /^(ARG|FROM|WORKDIR|COPY|RUN|ENV|USER|ENTRYPOINT)$/) { print "Dockerfile: unknown instruction " $1; bad = 1 } }
  $1 == "FROM" { for (i = 2; i < NF; i++) if (toupper($i) == "AS") stage[$(i + 1)] = 1 }
  match($0, /--from=[a-z]+/) { name = substr($0, RSTART + 7, RLENGTH - 7); if (!(name in stage)) { print "Dockerfile: no stage " name; bad = 1 } }
  /^ARG (SDK|RUNTIME)=/ && $0 !~ /:[0-9]+\.[0-9]+\.[0-9]+[a-z-]*@sha256:[0-9a-f]+$/ { print "Dockerfile: no exact version and digest: " $0; bad = 1 }
  /^ARG PROJECT=/ { split($2, project, "="); if (system("test -d " project[2]) != 0) { print "Dockerfile: no " project[2]; bad = 1 } }
  $1 == "USER" { user = $2 }
  END { if (user !~ /^[1-9][0-9]*:[1-9][0-9]*$/) { print "Dockerfile: must end as a numeric user other than root"; bad = 1 } exit bad }
' Dockerfile

build/publish.sh "$project" "$rid" "$root/app"
chmod -R a+rX,a-w "$root"

# The image has the runtime in its own place; here it is where the SDK has it.
runtime=$(dotnet --list-runtimes | sed -n 's|.*\[\(.*\)/shared/Microsoft.AspNetCore.App\]|\1|p' | head -1)
run() {
  local as=(setpriv --reuid=65532 --regid=65532 --clear-groups)
  [ "$(id -u)" = 0 ] || as=(sudo -n "${as[@]}")
  "${as[@]}" env -i PATH="$PATH" DOTNET_ROOT="$runtime" DOTNET_EnableDiagnostics_IPC=0 "$@"
}

run sh -c "! touch '$root/app/written' 2>/dev/null" || { echo "image-check: the folder can be written"; exit 1; }
definitions=$(run "$root/manager" crds | grep -c '^kind: CustomResourceDefinition$')
[ "$definitions" = 3 ] || { echo "image-check: /manager crds printed $definitions definitions"; exit 1; }
run "$root/manager" run --help | grep -q -- --leader-elect || { echo "image-check: /manager run has no --leader-elect"; exit 1; }
echo "image-check: $(du -sm "$root/app" | cut -f1) MiB, works as another user from a read-only folder"
