using System.Globalization;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;
using static Lynq.Sandbox.Tables.Cells;

namespace Lynq.Sandbox.Tables;

/// <summary>The columns of accounts, roles' bindings and certificates. Roles print when they were made, as kinds without columns do.</summary>
internal static class AccessColumns
{
    private static readonly Column[] Binding =
    [
        Columns.Name,
        Column.Text("Role", value => $"{value.Child("roleRef").Text("kind")}/{value.Child("roleRef").Text("name")}"),
        Columns.Age,
        Column.Text("Users", value => Subjects(value, "User"), 1),
        Column.Text("Groups", value => Subjects(value, "Group"), 1),
        Column.Text("ServiceAccounts", value => Subjects(value, "ServiceAccount"), 1),
    ];

    public static IEnumerable<(string Resource, Column[] Columns)> All =>
    [
        ("serviceaccounts", [Columns.Name, Column.Text("Secrets", value => value.Objects("secrets").Count().ToString(CultureInfo.InvariantCulture)), Columns.Age]),
        ("rolebindings.rbac.authorization.k8s.io", Binding),
        ("clusterrolebindings.rbac.authorization.k8s.io", Binding),
        ("certificatesigningrequests.certificates.k8s.io",
        [
            Columns.Name,
            Columns.Age,
            Column.Text("SignerName", value => Or(value.Spec().Text("signerName"), "<none>")),
            Column.Text("Requestor", value => value.Spec().Text("username")),
            Column.Text("RequestedDuration", value => value.Spec().Number("expirationSeconds") is { } seconds ? Ages.Show(TimeSpan.FromSeconds(seconds)) : "<none>"),
            Column.Text("Condition", Condition),
        ]),
    ];

    private static string Subjects(JsonObject binding, string kind) => string.Join(", ", binding.Objects("subjects")
        .Where(subject => subject.Text("kind") == kind)
        .Select(subject => kind == "ServiceAccount" ? $"{subject.Text("namespace")}/{subject.Text("name")}" : subject.Text("name")));

    private static string Condition(JsonObject request)
    {
        var shown = request.Status().Objects("conditions").Select(one => one.Text("type")).ToList();
        if (shown.Count == 0) shown.Add("Pending");
        if (request.Status().Text("certificate").Length > 0) shown.Add("Issued");
        return string.Join(',', shown);
    }
}
