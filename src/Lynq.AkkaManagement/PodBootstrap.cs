using System.Globalization;
using System.Text.Json;
using Akka.Actor;
using Akka.Discovery.KubernetesApi;
using Akka.Management.Cluster.Bootstrap;

namespace Lynq.AkkaManagement;

/// <summary>
/// Cluster formation by Akka.Management: replicas find each other's pods through the Kubernetes API, ask each other over HTTP who is
/// a member already, and when nobody is, the one with the lowest address forms the cluster. All that touches Akka.Management and
/// Akka.Discovery.KubernetesApi is in this file.
/// </summary>
public sealed record PodBootstrap
{
    /// <summary>Namespace of the pods.</summary>
    public required string Namespace { get; init; }

    /// <summary>Label selector of the pods of all replicas, and of no others.</summary>
    public required string PodSelector { get; init; }

    /// <summary>Where the other replicas ask this one: its pod's address.</summary>
    public required string Host { get; init; }

    /// <summary>The address at which it listens for that.</summary>
    public required string BindHost { get; init; }

    /// <summary>The port for that; the same in all replicas.</summary>
    public required int Port { get; init; }

    /// <summary>How many replicas must have answered before one of them may form a new cluster; 1 or more.</summary>
    public required int ContactPoints { get; init; }

    /// <summary>
    /// The settings, as text that an actor system can be configured with. Only what forming needs is served: the routes that tell
    /// of remoting and of cluster clients are off.
    /// </summary>
    public string ToConfiguration()
    {
        var port = Port.ToString(CultureInfo.InvariantCulture);
        return $$"""
            akka {
              management {
                http {
                  hostname = {{Quote(Host)}}
                  port = {{port}}
                  bind-hostname = {{Quote(BindHost)}}
                  bind-port = {{port}}
                  route-providers-read-only = true
                  routes {
                    remote-address = ""
                    cluster-client-receptionist = ""
                  }
                }
                cluster.bootstrap {
                  contact-point-discovery {
                    discovery-method = kubernetes-api
                    required-contact-point-nr = {{ContactPoints.ToString(CultureInfo.InvariantCulture)}}
                    contact-with-all-contact-points = true
                  }
                  contact-point {
                    fallback-port = {{port}}
                    probe-interval = 1s
                  }
                }
              }
              discovery {
                method = kubernetes-api
                kubernetes-api {
                  class = "Akka.Discovery.KubernetesApi.KubernetesApiServiceDiscovery, Akka.Discovery.KubernetesApi"
                  pod-namespace = {{Quote(Namespace)}}
                  pod-label-selector = {{Quote(PodSelector)}}
                }
              }
            }
            """;
    }

    /// <summary>Starts to listen and to look for the others; the actor system joins when they agree.</summary>
    /// <param name="system">An actor system with these settings in its configuration.</param>
    /// <exception cref="InvalidOperationException">The port cannot be had.</exception>
    public static async Task StartAsync(ActorSystem system)
    {
        _ = KubernetesDiscovery.Get(system);
        await Akka.Management.Dsl.AkkaManagement.Get(system).Start();
        await ClusterBootstrap.Get(system).Start();
    }

    private static string Quote(string text) => JsonSerializer.Serialize(text);
}
