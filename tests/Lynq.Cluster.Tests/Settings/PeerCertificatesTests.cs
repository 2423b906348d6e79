using System.Net.Security;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Cluster;
using Lynq.Cluster.Settings;
using Lynq.Host;
using Lynq.Host.Settings;
using Lynq.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Lynq.Cluster.Tests.Settings;

/// <summary>Who may talk to replicas under mutual TLS.</summary>
[Collection(nameof(Engine.PlacementTests))]
public sealed class PeerCertificatesTests : IDisposable
{
    private readonly PeerAuthority _ours = new("ours");
    private readonly PeerAuthority _theirs = new("theirs");

    public void Dispose()
    {
        _ours.Dispose();
        _theirs.Dispose();
    }

    [Fact]
    public async Task Replicas_with_certificates_of_one_authority_form_a_cluster_and_others_stay_outside()
    {
        using var first = Start(_ours.Issue("a"));
        var cluster = Akka.Cluster.Cluster.Get(first);
        cluster.SelfAddress.Protocol.ShouldBe("akka.ssl.tcp");
        cluster.Join(cluster.SelfAddress);
        using var stranger = Start(_theirs.Issue("x", trusted: _ours));
        Akka.Cluster.Cluster.Get(stranger).Join(cluster.SelfAddress);
        using var second = Start(_ours.Issue("b"));
        Akka.Cluster.Cluster.Get(second).Join(cluster.SelfAddress);

        await Eventually.Holds(() => cluster.State.Members.Count(m => m.Status == MemberStatus.Up) == 2, "both are members");
        await Eventually.Holds(() => Akka.Cluster.Cluster.Get(second).SelfMember.Status == MemberStatus.Up, "the second is a member");
        Akka.Cluster.Cluster.Get(stranger).SelfMember.Status.ShouldNotBe(MemberStatus.Up);
        cluster.State.Members.Count.ShouldBe(2);
        await CoordinatedShutdown.Get(stranger).Run(CoordinatedShutdown.ClrExitReason.Instance);
        await CoordinatedShutdown.Get(second).Run(CoordinatedShutdown.ClrExitReason.Instance);
        await CoordinatedShutdown.Get(first).Run(CoordinatedShutdown.ClrExitReason.Instance);
    }

    [Fact]
    public async Task Who_shows_no_certificate_is_not_let_in()
    {
        using var first = Start(_ours.Issue("a"));
        var address = Akka.Cluster.Cluster.Get(first).SelfAddress;
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host!, address.Port!.Value);
        await using var tls = new SslStream(client.GetStream(), false, (_, certificate, _, _) => certificate is not null);

        var talk = async () =>
        {
            await tls.AuthenticateAsClientAsync("a");
            (await tls.ReadAsync(new byte[1])).ShouldBe(0, "the connection is closed");
            throw new IOException("closed");
        };

        await talk.ShouldThrowAsync<Exception>();
        await CoordinatedShutdown.Get(first).Run(CoordinatedShutdown.ClrExitReason.Instance);
    }

    [Fact]
    public void Only_the_given_authority_counts()
    {
        var certificates = PeerCertificates.Read(_ours.Issue("a"));
        using var ours = Read(_ours.Issue("b"));
        using var theirs = Read(_theirs.Issue("c"));

        certificates.Accepts(ours, null).ShouldBeTrue();
        certificates.Accepts(theirs, null).ShouldBeFalse();
        certificates.Accepts(null, null).ShouldBeFalse();
    }

    [Fact]
    public void Authorities_are_read_again_and_the_former_ones_stay_while_the_file_is_broken()
    {
        var folder = _ours.Issue("a");
        var certificates = PeerCertificates.Read(folder);
        using var theirs = Read(_theirs.Issue("b"));
        var authorities = Path.Combine(folder, "ca.crt");

        File.WriteAllText(authorities, "half written");
        certificates.Accepts(theirs, null).ShouldBeFalse();
        File.Copy(Path.Combine(_theirs.Issue("c"), "ca.crt"), authorities, overwrite: true);
        certificates.Accepts(theirs, null).ShouldBeTrue();
        File.Delete(authorities);
        certificates.Accepts(theirs, null).ShouldBeTrue();
    }

    [Fact]
    public void A_folder_without_certificates_is_named() =>
        Should.Throw<SettingsException>(() => PeerCertificates.Read("/nowhere")).Message.ShouldContain("/nowhere");

    private static System.Security.Cryptography.X509Certificates.X509Certificate2 Read(string folder) =>
        System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPemFile(Path.Combine(folder, "tls.crt"), Path.Combine(folder, "tls.key"));

    private static ActorSystem Start(string folder) => AkkaConfiguration.Start(
        new ReplicaSettings { Host = "127.0.0.1", Port = LoopbackPorts.Free(1)[0], CertificateFolder = folder, Patience = TimeSpan.FromSeconds(10) },
        NullLoggerFactory.Instance,
        PeerCertificates.Read(folder).ToSetup());
}
