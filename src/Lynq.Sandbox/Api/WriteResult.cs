using Lynq.Sandbox.Storage;

namespace Lynq.Sandbox.Api;

/// <summary>What a write left behind.</summary>
/// <param name="Object">The object after it.</param>
/// <param name="Created">Whether it was made by this write (201).</param>
/// <param name="Removed">Whether it is gone by this write.</param>
internal sealed record WriteResult(StoredObject Object, bool Created = false, bool Removed = false);
