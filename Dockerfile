# The bot as a container image: one static binary on a base without a shell, run as an unprivileged user.
FROM golang:1.26.8-bookworm AS build
WORKDIR /src
ENV CGO_ENABLED=0 GOCACHE=/go/cache
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
ARG VERSION=
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/go/cache \
    go build -trimpath -buildvcs=false -ldflags="-s -w -X 'main.version=$VERSION'" -o /bot ./cmd/bot
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/go/cache .ci/notices /THIRD-PARTY-NOTICES.txt linux

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /bot /bot
COPY LICENSE /LICENSE
COPY --from=build /THIRD-PARTY-NOTICES.txt /THIRD-PARTY-NOTICES.txt
USER 65532:65532
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["/bot", "healthcheck"]
ENTRYPOINT ["/bot"]
