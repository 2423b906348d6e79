namespace Lynq.Host.Settings;

/// <summary>Every setting of <c>lynq run</c>. The first block is the original operator's (contract §16.1), word for word; existing manifests pass them.</summary>
internal static class OperatorFlags
{
    /// <summary>Kubeconfig file.</summary>
    public const string Kubeconfig = "kubeconfig";

    private static readonly string[] Levels = ["debug", "info", "warn", "error", "panic"];

    /// <summary>All definitions, in the order in which help prints them.</summary>
    public static IReadOnlyList<FlagDefinition> All { get; } =
    [
        new("metrics-bind-address", FlagKind.Address, "0", "Where metrics are served: :8443 for HTTPS, :8080 for HTTP, 0 for off."),
        new("metrics-secure", FlagKind.Switch, "true", "Serve metrics over HTTPS, to callers that may GET /metrics (TokenReview, SubjectAccessReview)."),
        new("metrics-cert-path", FlagKind.Text, "", "Folder of the metrics server's certificate; self-issued when empty."),
        new("metrics-cert-name", FlagKind.Text, "tls.crt", "Certificate file in that folder."),
        new("metrics-cert-key", FlagKind.Text, "tls.key", "Key file in that folder."),
        new("health-probe-bind-address", FlagKind.Address, ":8081", "Where /healthz and /readyz are served (and /debug/lynq, to callers on this host only)."),
        new("leader-elect", FlagKind.Switch, "false", "Elect one of several replicas to act; needed when there is more than one."),
        new("webhook-cert-path", FlagKind.Text, "", "Folder of the webhook server's certificate; /tmp/k8s-webhook-server/serving-certs when empty, self-issued when nothing is there."),
        new("webhook-cert-name", FlagKind.Text, "tls.crt", "Certificate file in that folder."),
        new("webhook-cert-key", FlagKind.Text, "tls.key", "Key file in that folder."),
        new("enable-http2", FlagKind.Switch, "false", "Offer HTTP/2 on the metrics and webhook servers."),
        Concurrency("hub", 3),
        Concurrency("form", 5),
        Concurrency("node", 10),
        new("enable-pprof", FlagKind.Switch, "false", "Serve profiling facts under /debug/pprof/ on port 6060."),
        new("zap-log-level", FlagKind.Choice, "info", "Least important log level that is written; a number is a verbosity (1 = debug).") { Choices = Levels, OrNumber = true },
        new("zap-encoder", FlagKind.Choice, "json", "Form of the log lines.") { Choices = ["json", "console"] },
        new("zap-devel", FlagKind.Switch, "false", "Logs for developers: console lines at level debug."),
        new("zap-stacktrace-level", FlagKind.Choice, "error", "Least important level that carries stack traces.") { Choices = Levels },
        new("zap-time-encoding", FlagKind.Choice, "rfc3339", "Form of time stamps.") { Choices = ["epoch", "millis", "nano", "iso8601", "rfc3339", "rfc3339nano"] },
        new(Kubeconfig, FlagKind.Text, "", "Kubeconfig file; else KUBECONFIG, the pod's service account, ~/.kube/config."),

        new("context", FlagKind.Text, "", "Context of the kubeconfig; its current one when empty."),
        new("watch-namespaces", FlagKind.List, "", "Namespaces whose hubs, forms and nodes are served, separated by commas; all when empty."),
        new("leader-election-namespace", FlagKind.Text, "", "Namespace of the leader's Lease; the pod's own, or that of the kubeconfig's context, when empty."),
        new("enable-webhooks", FlagKind.Switch, "true", "Serve the admission webhooks."),
        new("webhook-bind-address", FlagKind.Address, ":9443", "Where the admission webhooks are served."),
        new("webhook-secret", FlagKind.Text, "lynq-webhook-tls", "Secret (in the operator's namespace) that keeps the self-issued webhook certificate."),
        new("webhook-service", FlagKind.Text, "lynq-webhook-service", "Service through which the API server reaches the webhooks: the name in the self-issued certificate."),
        new("pprof-bind-address", FlagKind.Address, ":6060", "Where profiling facts are served when --enable-pprof is set."),
        new("kube-api-qps", FlagKind.Rate, "0", "Fixed limit of requests a second to the API server; 0 lets the client find the best rate by itself."),
        new("kube-api-max-in-flight", FlagKind.Number, "32", "Most requests in flight to the API server.") { Minimum = 1, Maximum = 1000 },
        new("aggregate-node-metrics", FlagKind.Switch, "false", "Do not export series per node (14 for each): for clusters with many thousands of nodes."),
        new("otlp-endpoint", FlagKind.Text, "", "OpenTelemetry collector (http://host:4317) for metrics and traces; OTEL_EXPORTER_OTLP_ENDPOINT when empty, off without both."),
        new("otlp-protocol", FlagKind.Choice, "", "What the collector speaks; OTEL_EXPORTER_OTLP_PROTOCOL when empty, else http/protobuf on port 4318 and grpc on others.") { Choices = ["grpc", "http/protobuf"] },
        new("engine", FlagKind.Choice, "embedded", "How several replicas share the work. embedded: one acts, elected by a Lease (--leader-elect).") { Choices = ["embedded"] },
        new("config", FlagKind.Text, "", "JSON file with settings; the keys are these flags' names."),
    ];

    private static FlagDefinition Concurrency(string what, int value) =>
        new($"{what}-concurrency", FlagKind.Number, value.ToString(CultureInfo.InvariantCulture), $"How many {what}s are worked on at the same time.") { Minimum = 1, Maximum = 1000 };
}
