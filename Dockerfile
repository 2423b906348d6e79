# syntax=docker/dockerfile:1
# docker buildx build --platform linux/amd64,linux/arm64 --tag REGISTRY/lynq:1.2.0 --sbom=true --provenance=true --push .
#
# The digests are those that public repositories name for these tags. To check them, or to take newer ones:
# docker buildx imagetools inspect mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra, and --build-arg RUNTIME=…@sha256:…
ARG SDK=mcr.microsoft.com/dotnet/sdk:10.0.100-noble@sha256:c7445f141c04f1a6b454181bd098dcfa606c61ba0bd213d0a702489e5bd4cd71
# "extra" has the time-zone database, which templates use by name: without it dateInZone would show UTC.
ARG RUNTIME=mcr.microsoft.com/dotnet/aspnet:10.0.12-noble-chiseled-extra@sha256:6385dc0eaef704fad88d3f65c334e791a371bbe448f52ca39d83d2df49251e28

# The compiler runs on the builder's own processor and makes code for the target's.
FROM --platform=$BUILDPLATFORM ${SDK} AS build
ARG TARGETARCH
# The project that becomes the operator: src/Lynq.Cluster (both engines, from the public gallery), or src/Lynq.Host (embedded engine
# only, from any feed).
ARG PROJECT=src/Lynq.Cluster
WORKDIR /source
COPY . .
RUN build/publish.sh "$PROJECT" "linux-$(echo "$TARGETARCH" | sed s/amd64/x64/)" /image/app

FROM ${RUNTIME}
COPY --from=build --chown=0:0 /image /
ENV DOTNET_EnableDiagnostics_IPC=0
# With one CPU (a limit of 1000m or less) the runtime waits ten times as long before it compiles hot code again, and while work goes on
# it never does: a burst then costs half as much again (docs/benchmarks.md).
ENV DOTNET_TC_DelaySingleProcMultiplier=1
USER 65532:65532
ENTRYPOINT ["/manager"]
