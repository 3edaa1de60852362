using System.Net;
using Metrics.Pipelines.Yaml;

namespace Metrics.Pipelines.Service;

/// <summary>Reads the file that <c>metrics run --config</c> names; whatever is wrong is told with file, line and key before anything starts.</summary>
public static class ServiceSettingsReader
{
    private const long Megabyte = 1L << 20;

    /// <summary>Reads it; paths in it are from where it lies.</summary>
    /// <param name="file">The file.</param>
    /// <param name="pipelines">What its sources and organisations must be found in.</param>
    /// <exception cref="ConfigurationException">It can't be used.</exception>
    public static ServiceSettings Read(string file, PipelineFolder pipelines)
    {
        var root = YamlValue.Load(file);
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var settings = new ServiceSettings { Owner = root.Find("owner") is { } owner ? Owner(owner, folder) : null };
        if (settings.Owner is not null) WithoutDatabase(root);
        if (root.Find("web") is { } web) settings = Web(web, folder, settings);
        if (root.Find("maintenance") is { } maintenance) settings = Maintenance(maintenance, settings);
        settings = settings with
        {
            Database = root.Find("database") is { } database ? PathOf(database, folder) : null,
            Kafka = root.Find("kafka") is { } kafka ? KafkaSettingsReader.Read(kafka, folder, pipelines) : null,
            Files = Files(root.Find("files"), folder, pipelines),
            Webhooks = WebhookReader.Read(root.Find("webhooks"), folder, pipelines),
        };
        root.NothingElse();
        if (!IPAddress.IsLoopback(settings.Address) && settings is { KeyFile: null, Owner: null })
            throw root.Get("web").Get("address").Error($"{settings.Address} can be reached from other machines, and without keys anybody could write and read; name a file of keys under web.keys ('metrics key' makes one), or listen on 127.0.0.1");
        return settings;
    }

    internal static string PathOf(YamlValue value, string folder) => value.Text() is { Length: > 0 } text ? Path.GetFullPath(text, folder) : throw value.Error("names no path");

    internal static string Existing(YamlValue value, string folder, string cure = "")
    {
        var path = PathOf(value, folder);
        return File.Exists(path) ? path : throw value.Error($"there is no file {path}{cure}");
    }

    internal static Uri Address(YamlValue address) => Uri.TryCreate(address.Text(), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        ? uri
        : throw address.Error($"'{address.Text()}' is not an address such as http://metrics:8080");

    private static OwnerSettings Owner(YamlValue owner, string folder)
    {
        var settings = new OwnerSettings(Address(owner.Get("address")), owner.Find("keyFile") is { } key ? Secret(key, folder) : null);
        owner.NothingElse();
        return settings;
    }

    // What would be without effect is a mistake about who does what.
    private static void WithoutDatabase(YamlValue root)
    {
        if ((root.Find("database") ?? root.Find("maintenance")) is { } own) throw own.Error("a worker that names an 'owner' has no database of its own; leave out one of the two");
        foreach (var posts in (string[])["keys", "spool", "spoolMegabytes", "bodyMegabytes"])
            if (root.Find("web")?.Find(posts) is { } given) throw given.Error("a worker that names an 'owner' takes no posts and answers no figures; its web part is an address and a port, for its health");
        if (root.Find("webhooks") is { } told) throw told.Error("a worker that names an 'owner' raises no alarms; its owner tells of them");
    }

    // A password in a configuration file ends up in a repository: it is read from a file that only the service can read.
    internal static string Secret(YamlValue value, string folder) => File.ReadAllText(Existing(value, folder)).TrimEnd('\r', '\n');

    private static string Keys(YamlValue value, string folder)
    {
        var file = Existing(value, folder, "; 'metrics key' makes one");
        _ = ApiKeyFile.Read(file);
        return file;
    }

    private static ServiceSettings Web(YamlValue web, string folder, ServiceSettings settings)
    {
        settings = settings with
        {
            Address = web.Find("address") is { } address
                ? IPAddress.TryParse(address.Text(), out var parsed) ? parsed : throw address.Error($"'{address.Text()}' is not an IP address such as 127.0.0.1")
                : settings.Address,
            Port = web.Find("port") is { } port ? Between(port, 0, 65535) : settings.Port,
            KeyFile = web.Find("keys") is { } keys ? Keys(keys, folder) : null,
            Spool = web.Find("spool") is { } spool ? PathOf(spool, folder) : null,
            SpoolBytes = web.Find("spoolMegabytes") is { } limit ? Between(limit, 1, 1 << 20) * Megabyte : settings.SpoolBytes,
            QuestionsAMinute = web.Find("questionsAMinute") is { } questions ? Between(questions, 1, 1 << 20) : settings.QuestionsAMinute,
            BodyBytes = web.Find("bodyMegabytes") is { } body ? Between(body, 1, 1024) * Megabyte : settings.BodyBytes,
        };
        web.NothingElse();
        return settings;
    }

    private static ServiceSettings Maintenance(YamlValue maintenance, ServiceSettings settings)
    {
        settings = settings with
        {
            CheckpointEvery = maintenance.Find("checkpointEverySeconds") is { } every ? TimeSpan.FromSeconds(Between(every, 1, 86400)) : settings.CheckpointEvery,
            CheckpointBytes = maintenance.Find("checkpointMegabytes") is { } bytes ? Between(bytes, 1, 1 << 20) * Megabyte : settings.CheckpointBytes,
            CompactBytes = maintenance.Find("compactMegabytes") is { } free ? Between(free, 1, 1 << 20) * Megabyte : settings.CompactBytes,
            EngineBytes = maintenance.Find("engineMegabytes") is { } engine ? Between(engine, 256, 1 << 20) * Megabyte : settings.EngineBytes,
            KeepBytes = maintenance.Find("keepMegabytes") is { } keep ? Between(keep, 64, 1 << 20) * Megabyte : settings.KeepBytes,
        };
        maintenance.NothingElse();
        return settings;
    }

    private static FileSourceSettings[] Files(YamlValue? files, string folder, PipelineFolder pipelines)
    {
        var all = new List<FileSourceSettings>();
        foreach (var item in files?.Items() ?? [])
        {
            var name = item.Get("name");
            var (follow, watch) = (item.Find("follow"), item.Find("folder"));
            if (follow is null == watch is null) throw item.Error("needs either 'follow' (a file that grows) or 'folder' (where files land)");
            var source = item.Get("source");
            var organisation = item.Find("organisation");
            if (name.Text().Length == 0) throw name.Error("is empty");
            if (all.Exists(f => f.Name == name.Text())) throw name.Error($"there are two sources called '{name.Text()}'");
            // A name is a shipped mapping's; a file lies, as all paths here, from where the configuration does.
            var mapping = Path.GetExtension(source.Text()) is ".yaml" or ".yml" ? Existing(source, folder) : source.Text();
            Known(source, () => pipelines.Source(mapping));
            if (organisation is not null) Known(organisation, () => pipelines.Organisation(organisation.Text()));
            all.Add(new FileSourceSettings(name.Text(), PathOf(follow ?? watch!, folder), watch is not null, mapping, organisation?.Text() ?? ServiceDesk.Organisation.DefaultId));
            item.NothingElse();
        }

        return [.. all];
    }

    internal static void Known<T>(YamlValue value, Func<T> find)
    {
        try
        {
            find();
        }
        catch (ConfigurationException e)
        {
            throw value.Error(e.Message);
        }
    }

    internal static int Between(YamlValue value, int from, int to) => value.Number() is var number && number >= from && number <= to
        ? number
        : throw value.Error($"'{number}' is not a whole number from {from} to {to}");
}
