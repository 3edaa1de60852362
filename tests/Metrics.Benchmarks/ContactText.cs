using System.Globalization;
using System.Text;

namespace Metrics.Benchmarks;

/// <summary>Contacts as a telephone system tells of them: CloudEvents in JSON, written as text.</summary>
internal static class ContactText
{
    /// <summary>The queue whose events go to a partition, so that what is counted of one is in the order it was sent.</summary>
    public static string Queue(int partition) => string.Create(CultureInfo.InvariantCulture, $"q{partition}");

    /// <summary>A contact that was offered.</summary>
    public static byte[] Offered(string id, int partition, DateTime at) => Event(id, "offered", at, $$"""{"queue":"{{Queue(partition)}}","channel":"phone"}""");

    /// <summary>Any event of a contact.</summary>
    public static byte[] Event(string id, string what, DateTime at, string data, string? organisation = null) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"specversion":"1.0","id":"{{id}}-{{what}}","source":"telephony","type":"servicedesk.contact.{{what}}.v1","time":"{{at:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}","subject":"{{id}}",{{(organisation is null ? "" : $"\"organisation\":\"{organisation}\",")}}"data":{{data}}}"""));
}
