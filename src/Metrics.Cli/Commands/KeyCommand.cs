using System.CommandLine;
using Metrics.Pipelines.Service;
using Metrics.ServiceDesk.Events;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics key</c>: a new API key; the file keeps its hash alone.</summary>
internal static class KeyCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "Whose key it is: the system that will use it." };
    private static readonly Option<string> Role = Roles();
    private static readonly Option<string> File = new("--file") { Description = "The file of keys, as web.keys of the service's configuration names it.", DefaultValueFactory = _ => "keys.yaml" };

    public static Command Create()
    {
        var command = new Command("key", "Make an API key: prints it once and adds its hash to the file of keys. A running service takes it within a second.") { Name, Role, File };
        command.SetAction(parse =>
        {
            var name = parse.GetValue(Name)!;
            if (name.Length == 0 || name.Any(char.IsControl)) throw new UsageException("name: say whose key it is, in one line");
            _ = Words.TryParse<ApiRole>(parse.GetValue(Role)!, out var role);
            var (secret, kept) = ApiKey.Create(name, role);
            ApiKeyFile.Add(parse.GetValue(File)!, kept);
            Console.WriteLine(secret);
        });
        return command;
    }

    private static Option<string> Roles()
    {
        var option = new Option<string>("--role") { Description = "read: ask for figures; write: post events too; admin: all.", Required = true };
        option.AcceptOnlyFromAmong([.. Words.All<ApiRole>()]);
        return option;
    }
}
