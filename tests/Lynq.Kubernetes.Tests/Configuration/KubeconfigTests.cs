using System.Text;
using Lynq.Kubernetes.Configuration;
using Lynq.Kubernetes.Tests.Stub;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Kubernetes.Tests.Configuration;

public sealed class KubeconfigTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lynq-kubeconfig").FullName;
    private readonly TestCertificates _certificates = new();

    [Fact]
    public async Task Reads_server_authority_namespace_and_token()
    {
        File.WriteAllText(Path.Combine(_folder, "ca.crt"), _certificates.AuthorityPem);
        var configuration = Load(Config("server: https://one:6443, certificate-authority: ca.crt, tls-server-name: api, proxy-url: 'socks5://p:1'", "token: secret", "namespace: shop"));
        configuration.Server.ShouldBe(new("https://one:6443"));
        configuration.Namespace.ShouldBe("shop");
        configuration.TlsServerName.ShouldBe("api");
        configuration.Proxy.ShouldBe(new("socks5://p:1"));
        configuration.Authorities!().Count.ShouldBe(1);
        (await configuration.Credential.AuthorizeAsync(false, default))!.ToString().ShouldBe("Bearer secret");
    }

    [Theory]
    [InlineData("file")]
    [InlineData("data")]
    public void Reads_a_client_certificate(string kind)
    {
        using var certificate = _certificates.Client("me");
        var (crt, key) = (certificate.ExportCertificatePem(), TestCertificates.KeyPem(certificate));
        File.WriteAllText(Path.Combine(_folder, "me.crt"), crt);
        File.WriteAllText(Path.Combine(_folder, "me.key"), key);
        var user = kind == "file"
            ? "client-certificate: me.crt, client-key: me.key"
            : $"client-certificate-data: {Convert.ToBase64String(Encoding.UTF8.GetBytes(crt))}, client-key-data: {Convert.ToBase64String(Encoding.UTF8.GetBytes(key))}";
        var read = Load(Config("server: 'https://one'", user)).Credential.Certificate!;
        read.Subject.ShouldBe("CN=me");
        read.HasPrivateKey.ShouldBeTrue();
    }

    [Fact]
    public async Task Merges_files_so_that_the_first_wins()
    {
        var first = Write("first", "current-context: c\ncontexts: [{name: c, context: {cluster: a, user: u}}]\nusers: [{name: u, user: {token: first}}]\n");
        var second = Write("second", "current-context: other\nclusters: [{name: a, cluster: {server: 'https://a'}}]\nusers: [{name: u, user: {token: second}}]\n");
        var configuration = KubernetesConfigurationLoader.FromFiles([first, Path.Combine(_folder, "missing"), second]);
        configuration.Server.Host.ShouldBe("a");
        (await configuration.Credential.AuthorizeAsync(false, default))!.Parameter.ShouldBe("first");
    }

    [Theory]
    [InlineData("clusters: [{name: a, cluster: {}}]\ncontexts: [{name: c, context: {cluster: a}}]\ncurrent-context: c", "context c, field cluster.server: it is not set")]
    [InlineData("clusters: [{name: a, cluster: {server: 'ftp://a'}}]\ncontexts: [{name: c, context: {cluster: a}}]\ncurrent-context: c", "field cluster.server: it must be an address that begins with http:// or https://")]
    [InlineData("contexts: [{name: c, context: {cluster: b}}]\ncurrent-context: c", "context c, field context.cluster: there is no cluster \"b\"")]
    [InlineData("contexts: [{name: c}]\ncurrent-context: d", "there is no context \"d\"; there are: c")]
    [InlineData("contexts: [{name: c}]", "field current-context is not set")]
    [InlineData("clusters: [{name: a, cluster: {server: 'https://a', certificate-authority: no.crt}}]\ncontexts: [{name: c, context: {cluster: a}}]\ncurrent-context: c", "field cluster.certificate-authority: the file")]
    [InlineData("clusters: [{name: a, cluster: {server: 'https://a', certificate-authority-data: '%'}}]\ncontexts: [{name: c, context: {cluster: a}}]\ncurrent-context: c", "field cluster.certificate-authority-data: it is no base64 text")]
    [InlineData("clusters: [{name: a, cluster: {server: 'https://a'}}]\nusers: [{name: u, user: {client-certificate-data: YQ==}}]\ncontexts: [{name: c, context: {cluster: a, user: u}}]\ncurrent-context: c", "field user.client-key: certificate and key must come together")]
    [InlineData("clusters: [{name: a, cluster: {server: 'https://a'}}]\nusers: [{name: u, user: {exec: {command: x, apiVersion: v0}}}]\ncontexts: [{name: c, context: {cluster: a, user: u}}]\ncurrent-context: c", "field user.exec.apiVersion: \"v0\" is not known")]
    [InlineData("clusters: [{name: a, cluster: {server: 'https://a'}}]\nusers: [{name: u, user: {auth-provider: {name: gcp}}}]\ncontexts: [{name: c, context: {cluster: a, user: u}}]\ncurrent-context: c", "field user.auth-provider: auth providers are gone")]
    [InlineData("a: [", "is no valid YAML of the kind: line")]
    public void Says_which_file_context_and_field_is_wrong(string text, string complaint)
    {
        var file = Write("config", text);
        var failure = Should.Throw<ConfigurationException>(() => KubernetesConfigurationLoader.FromFiles([file]));
        failure.Message.ShouldContain(file);
        failure.Message.ShouldContain(complaint);
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v1beta1")]
    public async Task Asks_a_plugin_keeps_its_answer_and_asks_again_when_it_expires(string version)
    {
        var clock = new FakeTimeProvider();
        Script("plugin", $$$"""
            echo run >> "$0.runs"
            n=$(wc -l < "$0.runs")
            printf '%s' "$KUBERNETES_EXEC_INFO" > "$0.info"
            echo '{"apiVersion":"client.authentication.k8s.io/{{{version}}}","kind":"ExecCredential","status":{"token":"'"$PREFIX$1$n"'","expirationTimestamp":"2026-01-01T00:10:00Z"}}'
            """);
        var user = $"exec: {{apiVersion: client.authentication.k8s.io/{version}, command: ./plugin, args: [t], env: [{{name: PREFIX, value: p}}], provideClusterInfo: true}}";
        var credential = Load(Config("server: 'https://one', tls-server-name: api", user), clock).Credential;
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => credential.AuthorizeAsync(false, default).AsTask()));
        answers.ShouldAllBe(answer => answer!.Parameter == "pt1");
        clock.Advance(TimeSpan.FromMinutes(9));
        (await credential.AuthorizeAsync(false, default))!.Parameter.ShouldBe("pt1");
        (await credential.AuthorizeAsync(true, default))!.Parameter.ShouldBe("pt2", "the server refused the first");
        clock.Advance(TimeSpan.FromMinutes(1));
        (await credential.AuthorizeAsync(false, default))!.Parameter.ShouldBe("pt3", "the second expired");
        File.ReadAllText(Path.Combine(_folder, "plugin.info")).ShouldContain("\"tls-server-name\":\"api\"");
    }

    [Fact]
    public async Task Says_what_a_failing_plugin_said_and_how_to_install_it()
    {
        Script("plugin", "echo broken >&2; exit 3");
        var user = "exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin, installHint: get it}";
        var failure = await Should.ThrowAsync<ConfigurationException>(() => Load(Config("server: 'https://one'", user)).Credential.AuthorizeAsync(false, default).AsTask());
        failure.Message.ShouldContain("context c, field user.exec: ./plugin ended with 3: broken; get it");
    }

    [Fact]
    public async Task Reads_a_token_file_again_after_a_minute_and_survives_its_rotation()
    {
        var clock = new FakeTimeProvider();
        var token = Write("token", "one");
        var credential = Load(Config("server: 'https://one'", "tokenFile: token"), clock).Credential;
        (await credential.AuthorizeAsync(false, default))!.Parameter.ShouldBe("one");
        File.WriteAllText(token, "two");
        (await credential.AuthorizeAsync(false, default))!.Parameter.ShouldBe("one");
        clock.Advance(TimeSpan.FromMinutes(1));
        (await credential.AuthorizeAsync(false, default))!.Parameter.ShouldBe("two");
        File.Delete(token);
        clock.Advance(TimeSpan.FromMinutes(1));
        (await credential.AuthorizeAsync(false, default))!.Parameter.ShouldBe("two");
    }

    public void Dispose()
    {
        _certificates.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private KubernetesConfiguration Load(string text, TimeProvider? clock = null) => KubernetesConfigurationLoader.FromFiles([Write("config", text)], null, clock);

    private static string Config(string cluster, string user, string context = "namespace: default") => $$$"""
        current-context: c
        clusters: [{name: a, cluster: { {{{cluster}}} }}]
        users: [{name: u, user: { {{{user}}} }}]
        contexts: [{name: c, context: {cluster: a, user: u, {{{context}}} }}]
        """;

    private void Script(string name, string text)
    {
        var file = Write(name, "#!/bin/sh\n" + text + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}
