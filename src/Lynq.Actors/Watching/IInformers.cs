using Lynq.Kubernetes;

namespace Lynq.Actors.Watching;

/// <summary>Makes informers over the operator's one client.</summary>
public interface IInformers
{
    /// <summary>An informer that follows a resource once it is run.</summary>
    IInformer Create<T, TKept>(InformerOptions<T, TKept> options);
}
