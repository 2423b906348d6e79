using System.Collections.Concurrent;
using System.Text.Json;
using Lynq.Crds;
using Lynq.Crds.Validation;

namespace Lynq.Actors.Forms;

/// <summary>The forms of this process, each judged once per generation. Written by the form informer only.</summary>
/// <param name="inspect">Looks at templates; the language is not this room's business.</param>
public sealed class FormCatalog(TemplateInspector inspect) : IFormCatalog
{
    private readonly ConcurrentDictionary<FormKey, FormSnapshot> _forms = new();

    /// <inheritdoc />
    public FormSnapshot? Find(FormKey form) => _forms.GetValueOrDefault(form);

    /// <summary>Takes a form in as it is now. The same generation is not judged again.</summary>
    internal FormSnapshot Set(LynqForm form, JsonElement read)
    {
        var key = FormKey.Of(form);
        var generation = form.Metadata.Generation ?? 0;
        var paused = form.Spec.Paused is true || form.Metadata.Annotation(LynqAnnotations.Paused) == "true";
        if (_forms.TryGetValue(key, out var known) && known.Generation == generation && known.Uid == form.Metadata.Uid)
        {
            return known.Paused == paused ? known : _forms[key] = known with { Paused = paused };
        }

        var verdict = FormValidation.Validate(form, new FormValidationContext { Inspect = inspect });
        return _forms[key] = new FormSnapshot
        {
            Form = key,
            Uid = form.Metadata.Uid ?? string.Empty,
            Generation = generation,
            Hub = new HubKey(key.Namespace, form.Spec.HubId),
            MaxSkew = Math.Max(0, form.Spec.Rollout?.MaxSkew ?? FormDefaults.MaxSkew),
            Paused = paused,
            Errors = verdict.Errors,
            Reserved = [.. verdict.Warnings.Where(w => w.Kind == ProblemKind.ReservedKey)],
            Spec = read.TryGetProperty("spec", out var spec) ? spec.Clone() : default,
        };
    }

    internal void Remove(FormKey form) => _forms.TryRemove(form, out _);
}
