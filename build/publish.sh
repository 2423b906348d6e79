#!/bin/sh
# publish.sh PROJECT RID FOLDER: the program as it goes into the image, compiled ahead for the runtime identifier RID, and beside
# FOLDER the link "manager" to it, by which manifests know it.
set -eu
dotnet publish "$1" --configuration Release --runtime "$2" --no-self-contained --output "$3" \
  -p:PublishReadyToRun=true -p:DebugType=none -p:RunAnalyzers=false -p:UseArtifactsOutput=true -nologo -clp:ErrorsOnly
program=lynq
[ ! -x "$3/lynq-cluster" ] || program=lynq-cluster
ln -sf "$(basename "$3")/$program" "$(dirname "$3")/manager"
