using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Lifecycle;

/// <summary>Sets conditions in a status; the transition time moves only with the condition's status.</summary>
internal static class Conditions
{
    public static void Set(JsonObject status, string type, bool holds, string reason, string message, TimeProvider time)
    {
        if (status["conditions"] is not JsonArray conditions) status["conditions"] = conditions = [];
        var value = holds ? "True" : "False";
        var condition = conditions.OfType<JsonObject>().FirstOrDefault(one => one.Text("type") == type);
        if (condition is null)
        {
            condition = new JsonObject { ["type"] = type };
            conditions.Add(condition);
        }

        if (condition.Text("status") != value) condition["lastTransitionTime"] = time.Seconds();
        condition["status"] = value;
        condition["reason"] = reason;
        condition["message"] = message;
    }
}
