using System.Net;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Hosting.Logging;
using Lynq.Host;
using Lynq.Host.Settings;
using Microsoft.Extensions.Logging;

namespace Lynq.Cluster.Settings;

/// <summary>Akka.NET's settings. Every number here is a decision; docs/cluster.md has the reasons.</summary>
internal static class AkkaConfiguration
{
    /// <summary>Starts the actor system of this replica. It joins nobody yet.</summary>
    /// <param name="settings">How it takes part in the cluster.</param>
    /// <param name="loggers">Where it logs.</param>
    /// <param name="more">What else it is given: certificates, the lease for splits.</param>
    public static ActorSystem Start(ReplicaSettings settings, ILoggerFactory loggers, params IEnumerable<Setup> more)
    {
        var setup = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(Create(settings)), new LoggerFactorySetup(loggers));
        return ActorSystem.Create(ReplicaSettings.SystemName, more.Aggregate(setup, (all, one) => all.And(one)));
    }

    /// <summary>The configuration.</summary>
    public static Config Create(ReplicaSettings settings)
    {
        var patience = string.Create(CultureInfo.InvariantCulture, $"{settings.Patience.TotalMilliseconds:0}ms");
        var inspection = settings.Inspection is { } address
            ? $"petabridge.cmd {{ host = \"{(address.Address.Equals(IPAddress.IPv6Any) ? IPAddress.Any : address.Address)}\", port = {address.Port.ToString(CultureInfo.InvariantCulture)} }}"
            : "";
        return ConfigurationFactory.ParseString($$"""
            {{inspection}}
            {{settings.Bootstrap?.ToConfiguration()}}
            lynq.split-brain-lease.lease-class = "Lynq.Cluster.Membership.SplitBrainLease, lynq-cluster"
            akka {
              loggers = ["Akka.Hosting.Logging.LoggerFactoryLogger, Akka.Hosting"]
              loglevel = INFO
              log-dead-letters = off
              log-dead-letters-during-shutdown = off
              coordinated-shutdown {
                exit-clr = off
                run-by-clr-shutdown-hook = off
                run-by-actor-system-terminate = on
                phases.cluster-sharding-shutdown-region.timeout = 6s
              }
              scheduler.tick-duration = 50ms
              actor {
                provider = cluster
                serializers.lynq = "Lynq.Cluster.Wire.LynqSerializer, lynq-cluster"
                serialization-bindings {
                  "Lynq.Actors.Port.IActorMessage, Lynq.Actors" = lynq
                  "Lynq.Cluster.Wire.ShardEnvelope, lynq-cluster" = lynq
                  "Lynq.Cluster.Wire.Accepted, lynq-cluster" = lynq
                  "Lynq.Cluster.Wire.Failed, lynq-cluster" = lynq
                  "Lynq.Cluster.Wire.ShardCall, lynq-cluster" = lynq
                  "Lynq.Cluster.Wire.StartNotice, lynq-cluster" = lynq
                  "Lynq.Cluster.Wire.ShardsMoved, lynq-cluster" = lynq
                }
              }
              remote.dot-netty.tcp {
                hostname = "0.0.0.0"
                public-hostname = "{{settings.Host}}"
                port = {{settings.Port}}
                enable-ssl = {{(settings.CertificateFolder is null ? "off" : "on")}}
                maximum-frame-size = 4 MiB
                send-buffer-size = 8 MiB
                receive-buffer-size = 8 MiB
              }
              cluster {
                allow-weakly-up-members = off
                run-coordinated-shutdown-when-down = on
                downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
                down-removal-margin = 1500ms
                split-brain-resolver {
                  active-strategy = {{(settings.SplitBrainByLease ? "lease-majority" : "keep-majority")}}
                  stable-after = {{patience}}
                  down-all-when-unstable = 30s
                  lease-majority {
                    lease-implementation = lynq.split-brain-lease
                    acquire-lease-delay-for-minority = 2s
                    release-after = 40s
                  }
                }
                failure-detector {
                  heartbeat-interval = 500ms
                  acceptable-heartbeat-pause = {{patience}}
                  expected-response-after = 1s
                }
                use-legacy-heartbeat-message = off
                sharding {
                  state-store-mode = ddata
                  remember-entities = off
                  retry-interval = 500ms
                  coordinator-failure-backoff = 1s
                  handoff-timeout = 6s
                  waiting-for-state-timeout = 1s
                  updating-state-timeout = 2s
                  rebalance-interval = 2s
                  buffer-size = 20000
                  distributed-data {
                    delta-crdt.enabled = off
                    gossip-interval = 10s
                  }
                  least-shard-allocation-strategy {
                    rebalance-absolute-limit = 20
                    rebalance-relative-limit = 0.25
                  }
                }
              }
            }
            """);
    }
}
