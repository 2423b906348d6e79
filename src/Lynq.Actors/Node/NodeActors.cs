using Lynq.Actors.Forms;
using Lynq.Actors.Node.Content;
using Lynq.Actors.Operation;
using Lynq.Actors.Port;
using Microsoft.Extensions.Logging;

namespace Lynq.Actors.Node;

/// <summary>How node actors are made: one set of services for all of them.</summary>
internal static class NodeActors
{
    /// <summary>The factory of node actors in an operator.</summary>
    /// <param name="renderer">Evaluates templates.</param>
    /// <param name="options">How nodes work.</param>
    public static Func<OperatorServices, IFormCatalog, Func<IActorContext, IActor>> With(IResourceRenderer renderer, NodeOptions options) =>
        (services, forms) =>
        {
            var shared = new NodeServices(
                services.Client, services.Discovery, forms, renderer, services.Events, services.Time, options, services.Logging.CreateLogger<NodeActor>());
            return context => new NodeActor(shared, context);
        };
}
