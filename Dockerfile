# syntax=docker/dockerfile:1
# docker buildx build --platform linux/amd64,linux/arm64 --tag REGISTRY/lynq:1.2.0 --sbom=true --provenance=true --push .
#
# The tags are exact versions. Whoever publishes an image pins their digests too: --build-arg SDK=…@sha256:… --build-arg RUNTIME=…@sha256:…
ARG SDK=mcr.microsoft.com/dotnet/sdk:10.0.100-noble
ARG RUNTIME=mcr.microsoft.com/dotnet/aspnet:10.0.0-noble-chiseled

# The compiler runs on the builder's own processor and makes code for the target's.
FROM --platform=$BUILDPLATFORM ${SDK} AS build
ARG TARGETARCH
# The project that becomes the operator: src/Lynq.Host (embedded engine), or another with the same commands.
ARG PROJECT=src/Lynq.Host
WORKDIR /source
COPY . .
RUN build/publish.sh "$PROJECT" "linux-$(echo "$TARGETARCH" | sed s/amd64/x64/)" /image/app && ln -s app/lynq /image/manager

FROM ${RUNTIME}
COPY --from=build --chown=0:0 /image /
ENV DOTNET_EnableDiagnostics_IPC=0
USER 65532:65532
ENTRYPOINT ["/manager"]
