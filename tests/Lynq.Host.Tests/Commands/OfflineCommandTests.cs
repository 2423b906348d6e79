using System.Diagnostics;
using System.Text.Json.Nodes;
using Lynq.Testing;

namespace Lynq.Host.Tests.Commands;

/// <summary>The small commands that need no cluster.</summary>
public sealed class OfflineCommandTests
{
    [Fact]
    public async Task Tells_its_version()
    {
        (await LynqProgram.RunAsync("version")).Output.ShouldStartWith("lynq 1.2.0");
        var version = JsonNode.Parse((await LynqProgram.RunAsync("version", "-o", "json")).Output)!;
        ((string?)version["version"]).ShouldBe("1.2.0");
        ((string?)version["api"]).ShouldBe("operator.lynq.sh/v1");
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _lynq_complete lynq kubectl-lynq")]
    [InlineData("zsh", "compdef _lynq_complete lynq kubectl-lynq")]
    [InlineData("fish", "complete -c lynq -a '(__lynq_complete)'")]
    public async Task Prints_a_completion_script(string shell, string line)
    {
        var outcome = await LynqProgram.RunAsync("completion", shell);
        outcome.ExitCode.ShouldBe(0);
        outcome.Output.Split('\n').ShouldContain(line);
    }

    [Fact]
    public async Task Completes_commands_and_options_itself()
    {
        (await LynqProgram.RunAsync("[suggest:8]", "lynq val")).ShouldPrint("validate");
        (await LynqProgram.RunAsync("[suggest:20]", "lynq render --filenam")).Output.ShouldContain("--filename");
    }

    [Fact]
    public async Task Bash_completes_commands_options_and_values()
    {
        var script = $"lynq() {{ dotnet '{LynqProgram.Path}' \"$@\"; }}\n" + """
            source <(lynq completion bash)
            try() {
                COMP_LINE=$1; COMP_POINT=${#1}; COMP_WORDS=($1)
                [[ $1 == *" " ]] && COMP_WORDS+=("")
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=()
                _lynq_complete
                echo "$1: ${COMPREPLY[*]}"
            }
            try "lynq va"; try "lynq demo --un"; try "lynq why node -o "; try "lynq run --zap-encoder "; try "lynq diff -f /et"
            """;
        var bash = await ProgramRun.ToEndAsync(new ProcessStartInfo("bash", ["-c", script]));

        bash.Errors.ShouldBeEmpty();
        bash.Output.ShouldBe("""
            lynq va: validate
            lynq demo --un: --until-ready
            lynq why node -o : json table yaml
            lynq run --zap-encoder : console json
            lynq diff -f /et:

            """.Replace("/et:", "/et: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Prints_the_rights_that_forms_need()
    {
        var form = Manifests.Form.Replace("  deployments:", """
              manifests:
              - id: policy
                spec: {apiVersion: example.com/v1, kind: AccessPolicy, metadata: {name: "{{ .uid }}"}}
              - id: mouse
                spec: {apiVersion: example.com/v1, kind: Mouse, metadata: {name: "{{ .uid }}"}}
              deployments:
            """, StringComparison.Ordinal);
        const string Definition = "---\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: mice.example.com}\nspec: {group: example.com, names: {kind: Mouse, plural: mice}}\n";
        var outcome = await LynqProgram.RunAsync(form + Definition, ["rbac", "generate", "-f", "-", "-n", "shops", "-o", "json"]);

        outcome.Errors.ShouldBeEmpty();
        var role = JsonNode.Parse(outcome.Output)!;
        ((string?)role["kind"]).ShouldBe("Role");
        ((string?)role["metadata"]!["namespace"]).ShouldBe("shops");
        role["rules"]!.AsArray().Select(r => $"{r!["apiGroups"]![0]}: {string.Join(' ', r["resources"]!.AsArray())}").ShouldBe(
            [": configmaps", "apps: deployments", "example.com: accesspolicies mice"]);
        role["rules"]![0]!["verbs"]!.AsArray().Select(v => (string?)v).ShouldBe(["get", "list", "watch", "create", "update", "patch", "delete"]);
    }

    [Fact]
    public async Task Cannot_tell_the_rights_for_a_kind_that_a_template_makes() =>
        (await LynqProgram.RunAsync(Manifests.Form.Replace("kind: Deployment", "kind: \"{{ .plan }}\"", StringComparison.Ordinal), ["rbac", "generate", "-f", "-"]))
            .ShouldBeRefused("form shop: resource \"web\": its kind is missing or a template, so the rights that it needs cannot be told");

    [Theory]
    [InlineData("nonsense", "\"nonsense\" is no command (see lynq --help)")]
    [InlineData("completion csh", "Argument 'csh' not recognized. Must be one of:")]
    [InlineData("orphans --kubeconfig /nowhere/config", "/nowhere/config")]
    public async Task Refuses_mistakes_with_one_message(string line, string message)
    {
        var outcome = await LynqProgram.RunAsync(line.Split(' '));
        outcome.ExitCode.ShouldBe(1);
        outcome.Output.ShouldBeEmpty();
        outcome.Errors.ShouldStartWith("lynq: ");
        outcome.Errors.ShouldContain(message);
        outcome.Errors.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("")]
    [InlineData("run")]
    [InlineData("demo")]
    [InlineData("demo sql")]
    [InlineData("sandbox")]
    [InlineData("validate")]
    [InlineData("render")]
    [InlineData("diff")]
    [InlineData("preview")]
    [InlineData("why")]
    [InlineData("orphans")]
    [InlineData("rbac generate")]
    [InlineData("migrate check")]
    [InlineData("crds")]
    [InlineData("completion")]
    [InlineData("version")]
    public async Task Explains_each_command(string command)
    {
        var outcome = await LynqProgram.RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        outcome.ExitCode.ShouldBe(0);
        outcome.Output.ShouldContain($"Usage:\n  lynq {command}".TrimEnd());
    }
}
