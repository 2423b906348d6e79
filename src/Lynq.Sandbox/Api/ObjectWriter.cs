using System.Text.Json.Nodes;
using Lynq.Sandbox.FieldManagement;
using Lynq.Sandbox.Kinds;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Storage;

namespace Lynq.Sandbox.Api;

/// <summary>
/// Creates and changes objects: decode, default, own fields, admit, prepare, validate, commit. A change is worked out against
/// what was read and committed by comparison, and worked out anew when another write came between.
/// </summary>
internal sealed class ObjectWriter(ObjectStore store, TimeProvider time, IAdmission admission, NamespaceGuard namespaces)
{
    // A real API server gives up sooner; contention here is only that of a test.
    private const int Attempts = 50;

    public ServiceAddresses Addresses { get; } = new();

    public async ValueTask<WriteResult> CreateAsync(
        ResourceType type, JsonObject value, string inNamespace, WriteOptions options, CancellationToken cancellation)
    {
        ObjectIdentity.Check(type, value, inNamespace, "");
        Decoding.Decode(type, value, options);
        ObjectIdentity.MakeName(value);
        var created = FieldManager.Update(ObjectIdentity.EmptyOf(type), value, type.Schema, Identity(type, options));
        return await CommitNewAsync(type, created, options, cancellation);
    }

    /// <summary>Server-side apply: makes the object or merges into it.</summary>
    public async ValueTask<WriteResult> ApplyAsync(
        ResourceType type, ObjectKey key, JsonObject config, WriteOptions options, CancellationToken cancellation)
    {
        var collection = store.Collection(type.StorageKey);
        // What is there lends a nameless configuration its name; nothing is made without one.
        var unnamed = config.Child("metadata").Text("name").Length == 0 && collection.Find(key) is not null;
        ObjectIdentity.Check(type, config, key.Namespace, unnamed ? "" : key.Name);
        ObjectIdentity.CheckApplied(config);
        AppliedShape.Check(type, key, config);
        if (collection.Find(key) is null)
        {
            if (options.Subresource.Length > 0) throw Errors.NotFound(type, key.Name);
            if (config.Metadata().Text("uid") is { Length: > 0 } uid)
                throw Errors.Conflict(type, key.Name, $"uid mismatch: the provided object specified uid {uid}, and no existing object was found");
            var (made, _) = FieldManager.Apply(ObjectIdentity.EmptyOf(type), config, type.Schema, Identity(type, options), options.Force);
            Decoding.Decode(type, made!, options);
            try
            {
                return await CommitNewAsync(type, made!, options, cancellation);
            }
            catch (ApiException raced) when (raced.Reason == Reasons.AlreadyExists && collection.Find(key) is not null)
            {
                // Somebody else made it meanwhile: merge into theirs.
            }
        }

        return await ChangeAsync(type, key, live =>
        {
            var (merged, conflicts) = FieldManager.Apply(live, config, type.Schema, Identity(type, options), options.Force);
            if (merged is null) throw Errors.ApplyConflict(conflicts);
            return merged;
        }, options, ownsFields: true, cancellation);
    }

    /// <summary>Applies <paramref name="change"/> to the live object, again and again until no other write comes between.</summary>
    public ValueTask<WriteResult> ChangeAsync(
        ResourceType type, ObjectKey key, Func<JsonObject, JsonObject> change, WriteOptions options, CancellationToken cancellation) =>
        ChangeAsync(type, key, change, options, ownsFields: false, cancellation);

    private async ValueTask<WriteResult> ChangeAsync(
        ResourceType type, ObjectKey key, Func<JsonObject, JsonObject> change, WriteOptions options, bool ownsFields, CancellationToken cancellation)
    {
        var collection = store.Collection(type.StorageKey);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            var found = collection.Find(key) ?? throw Errors.NotFound(type, key.Name);
            var live = Versions.Read(found, type);
            var next = change(Versions.Read(found, type));
            var result = await ReplaceAsync(type, collection, found, live, next, options, ownsFields, cancellation);
            if (result is not null) return result;
        }

        throw Errors.Modified(type, key.Name);
    }

    private async ValueTask<WriteResult> CommitNewAsync(
        ResourceType type, JsonObject value, WriteOptions options, CancellationToken cancellation)
    {
        var metadata = value.Metadata();
        var key = new ObjectKey(metadata.Text("namespace"), metadata.Text("name"));
        var request = new AdmissionRequest(type, "CREATE", key.Namespace, key.Name, value, null, options);
        var concerned = admission.Concerns(type, "CREATE", options.Subresource);
        if (concerned) value = AfterWebhooks(type, value, (await admission.MutateAsync(request, cancellation))!, options);
        namespaces.CheckCreate(type, key);
        Preparation.Create(type, value, Context(options), time);
        Validation.Create(type, value, options);
        if (concerned) await admission.ValidateAsync(request with { Object = value }, cancellation);
        var collection = store.Collection(type.StorageKey);
        var draft = Versions.Encode(value, type);
        if (options.DryRun) return collection.Find(key) is null ? new WriteResult(draft, Created: true) : throw Errors.AlreadyExists(type, key.Name);
        var committed = store.Put(collection, null, draft) ?? throw Errors.AlreadyExists(type, key.Name);
        return new WriteResult(committed, Created: true);
    }

    private async ValueTask<WriteResult?> ReplaceAsync(
        ResourceType type,
        ObjectCollection collection,
        StoredObject found,
        JsonObject live,
        JsonObject next,
        WriteOptions options,
        bool ownsFields,
        CancellationToken cancellation)
    {
        ObjectIdentity.CheckUpdate(type, next, live);
        Decoding.Decode(type, next, options);
        Preparation.CarryOver(type, next, live, options.Subresource);
        if (!ownsFields) next = FieldManager.Update(live, next, type.Schema, Identity(type, options));
        var request = new AdmissionRequest(type, "UPDATE", found.Key.Namespace, found.Key.Name, next, live, options);
        var concerned = admission.Concerns(type, "UPDATE", options.Subresource);
        if (concerned) next = AfterWebhooks(type, next, (await admission.MutateAsync(request, cancellation))!, options);
        Preparation.Update(type, next, live, Context(options));
        if (NoChange.Between(live, next)) return new WriteResult(found);
        Validation.Update(type, next, live, options);
        if (concerned) await admission.ValidateAsync(request with { Object = next }, cancellation);
        var draft = Versions.Encode(next, type);
        if (options.DryRun) return new WriteResult(draft.At(found.ResourceVersion));
        if (Preparation.IsReleased(next))
        {
            var gone = store.Remove(collection, found, draft);
            if (gone is null) return null;
            KindTable.Of(type).Released(next, Context(options));
            return new WriteResult(gone, Removed: true);
        }

        var committed = store.Put(collection, found, draft);
        return committed is null ? null : new WriteResult(committed);
    }

    // What webhooks change belongs to the request's manager.
    private JsonObject AfterWebhooks(ResourceType type, JsonObject before, JsonObject after, WriteOptions options)
    {
        if (ReferenceEquals(before, after)) return after;
        // Strictness is about what the client sent.
        Decoding.Decode(type, after, options with { FieldValidation = FieldValidation.Ignore });
        return FieldManager.Update(before, after, type.Schema, Identity(type, options));
    }

    private KindContext Context(WriteOptions options) => new(Addresses, time.Seconds(), options.Subresource);

    private WriteIdentity Identity(ResourceType type, WriteOptions options) => new(
        options.Manager, type.ApiVersion, options.Subresource == "scale" ? "scale" : options.Subresource, time.Seconds(),
        options.Subresource switch
        {
            "status" => MetadataFields.AllButStatus,
            "" when type.HasStatus => MetadataFields.Status,
            _ => FieldSet.Empty,
        });
}
