using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;
using static Lynq.Sandbox.Tables.Cells;

namespace Lynq.Sandbox.Tables;

/// <summary>The columns of volumes, claims and what provides them.</summary>
internal static class StorageColumns
{
    public static IEnumerable<(string Resource, Column[] Columns)> All =>
    [
        ("persistentvolumeclaims",
        [
            Columns.Name,
            Column.Text("Status", value => Leaving(value) ?? value.Status().Text("phase")),
            Column.Text("Volume", value => value.Spec().Text("volumeName")),
            Column.Text("Capacity", value => Bound(value, Plain(value.Status().Child("capacity")?["storage"]))),
            Column.Text("Access Modes", value => Bound(value, AccessModes(value.Status().Texts("accessModes")))),
            Column.Text("StorageClass", value => value.Spec().Text("storageClassName")),
            Column.Text("VolumeAttributesClass", value => Or(value.Spec().Text("volumeAttributesClassName"), "<unset>")),
            Columns.Age,
            Column.Text("VolumeMode", value => Or(value.Spec().Text("volumeMode"), "<unset>"), 1),
        ]),
        ("persistentvolumes",
        [
            Columns.Name,
            Column.Text("Capacity", value => Plain(value.Spec().Child("capacity")?["storage"])),
            Column.Text("Access Modes", value => AccessModes(value.Spec().Texts("accessModes"))),
            Column.Text("Reclaim Policy", value => value.Spec().Text("persistentVolumeReclaimPolicy")),
            Column.Text("Status", value => Leaving(value) ?? value.Status().Text("phase")),
            Column.Text("Claim", value => value.Spec().Child("claimRef") is { } claim ? $"{claim.Text("namespace")}/{claim.Text("name")}" : ""),
            Column.Text("StorageClass", value => value.Spec().Text("storageClassName")),
            Column.Text("VolumeAttributesClass", value => Or(value.Spec().Text("volumeAttributesClassName"), "<unset>")),
            Column.Text("Reason", value => value.Status().Text("reason")),
            Columns.Age,
            Column.Text("VolumeMode", value => Or(value.Spec().Text("volumeMode"), "<unset>"), 1),
        ]),
        ("storageclasses.storage.k8s.io",
        [
            Columns.Name,
            Column.Text("Provisioner", value => value.Text("provisioner")),
            Column.Text("ReclaimPolicy", value => Or(value.Text("reclaimPolicy"), "Delete")),
            Column.Text("VolumeBindingMode", value => Or(value.Text("volumeBindingMode"), "Immediate")),
            Column.Text("AllowVolumeExpansion", value => value.Flag("allowVolumeExpansion") ? "true" : "false"),
            Columns.Age,
        ]),
        ("volumeattachments.storage.k8s.io",
        [
            Columns.Name,
            Column.Text("Attacher", value => value.Spec().Text("attacher")),
            Column.Text("PV", value => value.Spec().Child("source").Text("persistentVolumeName")),
            Column.Text("Node", value => value.Spec().Text("nodeName")),
            Column.Text("Attached", value => value.Status().Flag("attached") ? "true" : "false"),
            Columns.Age,
        ]),
        ("csidrivers.storage.k8s.io",
        [
            Columns.Name,
            Column.Text("AttachRequired", value => Plain(value.Spec()?["attachRequired"], "true")),
            Column.Text("PodInfoOnMount", value => Plain(value.Spec()?["podInfoOnMount"], "false")),
            Column.Text("StorageCapacity", value => Plain(value.Spec()?["storageCapacity"], "false")),
            Column.Text("TokenRequests", value => Or(Join(value.Spec().Objects("tokenRequests"), "audience"), "<unset>")),
            Column.Text("RequiresRepublish", value => Plain(value.Spec()?["requiresRepublish"], "false")),
            Column.Text("Modes", value => Or(string.Join(',', value.Spec().Texts("volumeLifecycleModes")), "<none>")),
            Columns.Age,
        ]),
        ("csinodes.storage.k8s.io", [Columns.Name, Column.Integer("Drivers", value => value.Spec().Objects("drivers").Count()), Columns.Age]),
    ];

    private static string? Leaving(JsonObject value) =>
        value.Child("metadata")?.ContainsKey("deletionTimestamp") == true ? "Terminating" : null;

    private static string Bound(JsonObject claim, string text) => claim.Spec().Text("volumeName").Length > 0 ? text : "";
}
