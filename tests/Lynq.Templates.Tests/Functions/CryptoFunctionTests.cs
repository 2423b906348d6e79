using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Lynq.Templates.Functions.Crypto;
using Shouldly;
using Xunit;

namespace Lynq.Templates.Tests.Functions;

public sealed class CryptoFunctionTests
{
    [Fact]
    public void Hashes_passwords_as_other_implementations_of_bcrypt_do()
    {
        // A published test vector of OpenBSD's bcrypt: the empty password at cost 6.
        var salt = Convert.FromHexString("144B3D691A7B4ECF39CF735C7FA7A79C");
        Bcrypt.Hash([], salt, 6).ShouldBe("$2a$06$DCq7YPn5Rq63x1Lad4cll.TV4S6ytwfsfvkgY8jIucDrjc8deX1s.");
    }

    [Fact]
    public void Derives_the_keys_of_RFC_7914() =>
        Convert.ToHexStringLower(Scrypt.DeriveKey("password"u8.ToArray(), "NaCl"u8.ToArray(), 1024, 8, 16, 64)).ShouldBe(
            "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
            + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640");

    [Fact]
    public void Signs_as_RFC_8032_shows()
    {
        var seed = Convert.FromHexString("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        Convert.ToHexStringLower(Ed25519.PublicKey(seed)).ShouldBe("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        Convert.ToHexStringLower(Ed25519.Sign(seed, [0x72])).ShouldBe(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    }

    [Theory]
    [InlineData("""{{ sha1sum "test" }}""", "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3")]
    [InlineData("""{{ adler32sum "Wikipedia" }}""", "300286872")]
    [InlineData("""{{ encryptAES "k" "héllo" | decryptAES "k" }}""", "héllo")]
    [InlineData("""{{ derivePassword 1 "nosuch" "p" "u" "s" }}|{{ genPrivateKey "nosuch" }}""", "cannot find password template nosuch|Unknown type nosuch")]
    [InlineData("""{{ htpasswd "a:b" "x" }}|{{ bcrypt "x" | trunc 7 }}|{{ bcrypt (repeat 73 "x") }}""", "invalid username: a:b|$2a$10$|failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes")]
    [InlineData("""{{ derivePassword 1 "long" "password" "user" "example.com" }}""", "ZedaFaxcZaso9*")]
    public void Hashes_and_encrypts(string template, string expected) => Rendering.Render(template).ShouldBe(expected);

    [Theory]
    [InlineData("rsa")]
    [InlineData("ecdsa")]
    public void Makes_certificates_that_chain_to_their_authority(string kind)
    {
        var key = kind == "rsa" ? "" : $"(genPrivateKey \"{kind}\")";
        var suffix = kind == "rsa" ? "" : "WithKey";
        var pems = Rendering.Render(
            $$$"""
            {{ $ca := genCA{{{suffix}}} "root" 10 {{{key}}} }}{{ $c := genSignedCert{{{suffix}}} "leaf" (list "10.0.0.1" "::1") (list "*.leaf.local") 5 $ca {{{key}}} -}}
            {{ $ca.Cert }}%{{ $c.Cert }}%{{ $c.Key }}
            """).Split('%');
        using var root = X509Certificate2.CreateFromPem(pems[0]);
        using var leaf = X509Certificate2.CreateFromPem(pems[1], pems[2]);
        leaf.HasPrivateKey.ShouldBeTrue();
        leaf.MatchesHostname("a.leaf.local").ShouldBeTrue();
        leaf.MatchesHostname("10.0.0.1").ShouldBeTrue();
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.Build(leaf).ShouldBeTrue(string.Join(", ", chain.ChainStatus.Select(static status => status.StatusInformation)));
    }

    [Fact]
    public void Makes_certificates_with_Ed25519_keys()
    {
        var pem = Rendering.Render("""{{ (genSelfSignedCertWithKey "x" nil (list "x.local") 5 (genPrivateKey "ed25519")).Cert }}""");
        using var certificate = X509Certificate2.CreateFromPem(pem);
        certificate.SignatureAlgorithm.Value.ShouldBe("1.3.101.112");
        certificate.MatchesHostname("x.local").ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{{ genCAWithKey "x" 1 "not a key" }}""", "parsing private key: no PEM data in input")]
    [InlineData("""{{ genSelfSignedCert "x" (list "10.1") nil 1 }}""", "error parsing ip: 10.1")]
    [InlineData("""{{ buildCustomCert "" "" }}""", "unable to decode certificate")]
    [InlineData("""{{ decryptAES "k" "YQ==" }}""", "not full blocks")]
    public void Says_what_is_wrong_with_keys_and_names(string template, string message) => Rendering.ShouldFail(template, message);

    [Fact]
    public void Makes_random_text_of_the_asked_length_and_alphabet()
    {
        Rendering.Render("{{ randAlphaNum 40 }}").ShouldMatch("^[A-Za-z0-9]{40}$");
        Rendering.Render("{{ randBytes 16 | b64dec | len }}").ShouldBe("16");
        Rendering.Render("{{ randInt 5 6 }}").ShouldBe("5");
        Guid.TryParse(Rendering.Render("{{ uuidv4 }}"), out _).ShouldBeTrue();
    }
}
