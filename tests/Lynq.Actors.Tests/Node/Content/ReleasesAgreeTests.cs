using System.Text.Json;
using Lynq.Actors.Forms;
using Lynq.Actors.Node;
using Lynq.Actors.Node.Composition;
using Lynq.Actors.Node.Content;
using Lynq.Actors.Node.Ownership;
using Lynq.Crds;
using Lynq.Kubernetes;
using Lynq.Templates;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node.Content;

/// <summary>
/// What an earlier release made of these forms, as numbers that were recorded then: the resource in the LynqNode, and the fingerprint in
/// <c>lynq.sh/applied-hash</c>. A release that made another one of either would write every object of every cluster when it is installed.
/// </summary>
public sealed class ReleasesAgreeTests
{
    private const string Odd = "ä<b>&\u2028\"\\\n\t\u0001🐧/'+`é {{ .uid }}";

    private static readonly FormKey Form = new("tenants", "web");

    private static readonly NodeRow Row = new()
    {
        Uid = "acme-7",
        Activate = "1",
        HostOrUrl = "https://acme.example.com:8443/x",
        Extras = new Dictionary<string, string>(StringComparer.Ordinal) { ["plan"] = "pro", ["n"] = "3", ["f"] = "1.50", ["odd"] = Odd, ["none"] = "" },
    };

    [Theory]
    [InlineData("configMaps", """{"id":"plain","nameTemplate":"{{ .uid }}-c","spec":{"kind":"ConfigMap","apiVersion":"v1","data":{"z":"{{ .plan }}","a":"{{ .host }}","é":"ü","\ue000":"private","🐧":"{{ .odd }}"}}}""", "7b550f0ebabc437a", "0852f7ac80f8a33d")]
    [InlineData("configMaps", """{"id":"escapes","nameTemplate":"c","spec":{"apiVersion":"v1","kind":"ConfigMap","data":{"a\/b":"x\/y","\u0061\u00e4":"\u00e4 \ud83d\udc27 \u003c\u2029","q\"\\":"{{ .none }}"}}}""", "3c10032044f5a341", "20d9ee90d1bffdbd")]
    [InlineData("configMaps", """{"id":"cut","nameTemplate":"c","spec":{"apiVersion":"v1","kind":"ConfigMap","data":{"a":"{{ trunc 1 .odd }}"}}}""", "990d757466eae7e2", "597c315adbdaaa00")]
    [InlineData("configMaps", """{"id":"implied","nameTemplate":"c","spec":{"data":{"n":"{{ .n | int }}"}}}""", "218480063d20dce3", "25cd488da6e07f7e")]
    [InlineData("configMaps", """{"id":"server-metadata","nameTemplate":"c","spec":{"apiVersion":"v1","kind":"ConfigMap","metadata":{"uid":"u","resourceVersion":"9","generation":2,"creationTimestamp":null,"managedFields":[{}],"selfLink":"s","generateName":"g","ownerReferences":[{"kind":"X"}],"finalizers":["keep.me/it"],"labels":{"own":"{{ .plan }}"}},"status":{"x":1},"data":{}}}""", "827053c097ac7d74", "29824eb9627658d2")]
    [InlineData("configMaps", """{"id":"odd-metadata","nameTemplate":"c","spec":{"apiVersion":"v1","kind":"ConfigMap","metadata":"none"}}""", "c1a6066a90db2d36", "7d8c5034054e45a2")]
    [InlineData("configMaps", """{"id":"odd-maps","nameTemplate":"c","spec":{"apiVersion":"v1","kind":"ConfigMap","metadata":{"labels":"none","annotations":{"n":1,"x":null}}}}""", "ac721c346c235136", "56b39b554b897ae6")]
    [InlineData("configMaps", """{"id":"laid-over","nameTemplate":" {{ .uid }} \n","labelsTemplate":{"a":"{{ .n | int }}","z":" {{ .plan }} ","lynq.sh/node":"mine"},"annotationsTemplate":{"odd":"{{ .odd }}","lynq.sh/deletion-policy":"Retain"},"spec":{"apiVersion":"v1","kind":"ConfigMap","metadata":{"labels":{"z":"own","b":"{{ .uid }}"},"annotations":{"keep":"me","lynq.sh/x":"y"}}}}""", "0969f86c27ec3205", "029b10cb4025985a")]
    [InlineData("configMaps", """{"id":"own-name","spec":{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":" {{ .uid }}-own\n","namespace":" other "}}}""", "6e8d1e99d255c2d2", "6d9e202339739303")]
    [InlineData("configMaps", """{"id":"elsewhere","nameTemplate":"c","targetNamespace":" t-{{ .uid }} ","spec":{"apiVersion":"v1","kind":"ConfigMap","metadata":{"namespace":"other"}}}""", "bcd53dfccfd1962b", "11d87c74c9387a5a")]
    [InlineData("configMaps", """{"id":"nowhere","nameTemplate":"c","targetNamespace":"{{ .none }}","spec":{"apiVersion":"v1","kind":"ConfigMap"}}""", "a8cd83b1dc877913", "7d8c5034054e45a2")]
    [InlineData("configMaps", """{"id":"retained","nameTemplate":"c","deletionPolicy":"Retain","creationPolicy":"Once","spec":{"apiVersion":"v1","kind":"ConfigMap","data":{"a":"b"}}}""", "c7f7ffc8c6ba1877", "64789f8f99d7c7c6")]
    [InlineData("secrets", """{"id":"texts","nameTemplate":"s","spec":{"apiVersion":"v1","kind":"Secret","type":"Opaque","stringData":{"odd":"{{ .odd }}","n":"{{ .n | int }}","t":"x"},"data":{"old":"b2xk","t":"YQ=="}}}""", "d0f47fc1dcf80e0e", "157a9a3c03b63db3")]
    [InlineData("secrets", """{"id":"implied-texts","nameTemplate":"s","spec":{"stringData":{"b":"{{ .plan | sha1sum }}"}}}""", "1429f7e746c5a2e3", "2885a2cd14d8938b")]
    [InlineData("secrets", """{"id":"no-texts","nameTemplate":"s","spec":{"apiVersion":"v1","kind":"Secret","stringData":{"n":1,"b":"{{ .plan }}"}}}""", "9a76d89eb3d3c9e0", "474dfe879ed258a4")]
    [InlineData("secrets", """{"id":"empty-texts","nameTemplate":"s","spec":{"apiVersion":"v1","kind":"Secret","stringData":{},"data":null}}""", "2cc9aec217290c3a", "2b62a03dbd33dcbd")]
    [InlineData("deployments", """{"id":"numbers","nameTemplate":"d","spec":{"apiVersion":"apps/v1","kind":"Deployment","spec":{"replicas":"{{ .n | int }}","ratio":"{{ .f | float }}","big":12345678901234567890,"exp":1e3,"cents":1.50,"zero":-0,"on":"{{ \"yes\" | bool }}","deep":[[],[["{{ .n | int }}",null,true],{}],{"a":[{"b":"{{ .uid }}"}]}]}}}""", "bd89c3906a96492e", "6084bf9c7a830de6")]
    [InlineData("deployments", """{"id":"bare","nameTemplate":"d","spec":{"replicas":2,"template":{"spec":{"containers":[{"name":"app","image":"i:{{ .plan }}","env":[{"name":"N","value":"{{ .n | int }}"}],"args":["{{ .n | int }}"]}]}}}}""", "e9db536a3ceebb3a", "11d2bc5ae2851ff3")]
    [InlineData("deployments", """{"id":"ignored","nameTemplate":"d","ignoreFields":["$.spec.replicas","$.spec.template.spec.containers[*].image","$.metadata.labels['own']"],"spec":{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"labels":{"own":"x","two":"y"}},"spec":{"replicas":2,"template":{"spec":{"containers":[{"name":"a","image":"b"}]}}}}}""", "1d91c92467531692", "7fcfcffcddc1baa1")]
    [InlineData("namespaces", """{"id":"space","nameTemplate":"ns-{{ .uid }}","targetNamespace":"x","spec":{"labels":{"team":"{{ .plan }}"}}}""", "9ea98f7d95d9d84f", "9e81ef7155616f20")]
    [InlineData("manifests", """{"id":"cluster-wide","nameTemplate":"r-{{ .uid }}","spec":{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRole","metadata":{"namespace":"x"},"rules":[{"verbs":["get"],"resources":["pods"],"apiGroups":[""]}]}}""", "e9bc00d6f89e783e", "005b48a503143d7a")]
    [InlineData("manifests", """{"id":"chosen-kind","nameTemplate":"m","spec":{"apiVersion":"v1","kind":"{{ if eq .plan \"pro\" }}Secret{{ else }}ConfigMap{{ end }}","stringData":{"a":"{{ .n | int }}","b":"{{ .odd }}"}}}""", "a21c71d4998236d7", "2cfcf17cd5b73ade")]
    [InlineData("manifests", """{"id":"nameless","spec":{"apiVersion":"v1","kind":"ConfigMap"}}""", "d7937e3724a2c57f", "not rendered")]
    [InlineData("manifests", """{"id":"kindless","nameTemplate":"m","spec":{"apiVersion":"v1","x":"{{ .uid }}"}}""", "386add0380a33915", "not composed")]
    [InlineData("manifests", """{"id":"failing","nameTemplate":"m","spec":{"apiVersion":"v1","kind":"ConfigMap","data":{"x":"{{ .missing }}"}}}""", "5ef9e5561359a4e5", "not rendered")]
    public void The_same_form_and_row_make_the_same_objects(string array, string resource, string inNode, string applied) => Made(array, resource, "").ShouldBe((inNode, applied));

    [Theory]
    [InlineData("configMaps", """{"id":"tracked","nameTemplate":"c","spec":{"apiVersion":"v1","kind":"ConfigMap"}}""", "652d9ec193323481", "db6debad3320804b")]
    public void So_do_nodes_with_names_that_are_no_labels(string array, string resource, string inNode, string applied) =>
        Made(array, resource, new string('n', 70)).ShouldBe((inNode, applied));

    private static (string InNode, string Applied) Made(string array, string resource, string suffix)
    {
        var node = new NodeKey(Form.Namespace, $"{Row.Uid}-{Form.Name}{suffix}");
        var form = new FormSnapshot { Form = Form, Uid = "form-uid", Generation = 1, Hub = new HubKey(Form.Namespace, "hub"), MaxSkew = 0, Errors = [], Spec = JsonElement.Parse($$"""{"{{array}}":[{{resource}}]}""") };
        var content = new ContentRenderer(new TemplateResourceRenderer(new TemplateCache())).Render(form, Row, node);
        var placed = content.Spec.AllResources().Single();
        var inNode = Fingerprint.Text(Fingerprint.Of(JsonSerializer.SerializeToNode(placed.Resource, CrdJson.Default.ResourceTemplate)!));
        if (content.Errors.Count > 0) return (inNode, "not rendered");
        var plan = ResourceComposer.Compose(placed.Resource, placed.Array, new NodeIdentity(node.Namespace, node.Name, "5d3b1c2e-0000-4000-8000-000000000007"), IsNamespaced);
        if (plan.Error is not null) return (inNode, "not composed");
        ((string?)plan.Desired()["metadata"]!["annotations"]![LynqAnnotations.AppliedHash]).ShouldBe(Fingerprint.Text(plan.Hash));
        return (inNode, Fingerprint.Text(plan.Hash));
    }

    private static bool? IsNamespaced(GroupVersionKind kind) => kind.Kind is not ("Namespace" or "ClusterRole");
}
