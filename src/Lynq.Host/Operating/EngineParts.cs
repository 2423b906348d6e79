using Lynq.Host.Settings;
using Lynq.Kubernetes;
using Microsoft.Extensions.Logging;

namespace Lynq.Host.Operating;

/// <summary>What an engine gets of its process.</summary>
internal sealed record EngineParts(OperatorSettings Settings, IKubernetesClient Client, ProcessIdentity Identity, ILoggerFactory Loggers, TimeProvider Time);
