using System.Security.Cryptography.X509Certificates;
using Lynq.Host.Tls;

namespace Lynq.Host.Tests.Tls;

public sealed class SelfSignedTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_certificate_is_good_for_its_names_and_signed_by_its_authority()
    {
        var issued = SelfSigned.Issue("lynq", ["lynq-webhook-service.lynq-system.svc", "localhost"], Now);
        using var certificate = issued.ToCertificate();
        using var authority = X509Certificate2.CreateFromPem(issued.Authority);

        certificate.HasPrivateKey.ShouldBeTrue();
        certificate.MatchesHostname("lynq-webhook-service.lynq-system.svc").ShouldBeTrue();
        certificate.MatchesHostname("elsewhere.svc").ShouldBeFalse();
        using var chain = new X509Chain { ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, VerificationTime = Now.UtcDateTime } };
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.Build(certificate).ShouldBeTrue();
    }

    [Fact]
    public void The_authority_cannot_sign_other_authorities()
    {
        using var authority = X509Certificate2.CreateFromPem(SelfSigned.Issue("lynq", ["a"], Now).Authority);

        var constraints = authority.Extensions.OfType<X509BasicConstraintsExtension>().Single();
        constraints.CertificateAuthority.ShouldBeTrue();
        constraints.PathLengthConstraint.ShouldBe(0);
    }
}
