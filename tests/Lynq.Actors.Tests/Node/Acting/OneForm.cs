using System.Text.Json;
using Lynq.Actors.Forms;
using Lynq.Crds;

namespace Lynq.Actors.Tests.Node.Acting;

/// <summary>A catalog of one form that the test edits.</summary>
internal sealed class OneForm(FormKey key, HubKey hub) : IFormCatalog
{
    private FormSnapshot? _form;

    public long Generation { get; private set; }

    public int MaxSkew { get; set; }

    public void Edit(string spec)
    {
        Generation++;
        _form = new FormSnapshot
        {
            Form = key,
            Uid = "form-uid",
            Generation = Generation,
            Hub = hub,
            MaxSkew = MaxSkew,
            Errors = [],
            Spec = JsonElement.Parse(spec),
        };
    }

    public FormSnapshot? Find(FormKey form) => form == key ? _form : null;
}
