using Lynq.Crds;

namespace Lynq.Actors.Forms;

/// <summary>The forms that an informer of this process keeps, parsed once per generation.</summary>
public interface IFormCatalog
{
    /// <summary>The newest generation known of a form; null when it is not known or is gone.</summary>
    FormSnapshot? Find(FormKey form);
}
