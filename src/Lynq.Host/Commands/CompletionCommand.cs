using System.CommandLine;

namespace Lynq.Host.Commands;

/// <summary><c>lynq completion</c>: scripts that let a shell complete commands and options; the program itself knows them.</summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            # In ~/.bashrc: source <(lynq completion bash)
            _lynq_complete() {
                local IFS=$'\n'
                COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _lynq_complete lynq kubectl-lynq

            """,
        ["zsh"] = """
            # In ~/.zshrc, after compinit: source <(lynq completion zsh)
            _lynq_complete() {
                local -a found
                found=("${(@f)$("${words[1]}" "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
                compadd -- $found || _files
            }
            compdef _lynq_complete lynq kubectl-lynq

            """,
        ["fish"] = """
            # lynq completion fish > ~/.config/fish/completions/lynq.fish
            function __lynq_complete
                set -l line (commandline -cp)
                lynq "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
            end
            complete -c lynq -a '(__lynq_complete)'

            """,
    };

    internal static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish" };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new Command("completion", "Print a script for the shell's completion of commands and options.") { shell };
        command.SetAction(async (result, stop) =>
        {
            await result.InvocationConfiguration.Output.WriteAsync(Scripts[result.GetRequiredValue(shell)].ReplaceLineEndings("\n").AsMemory(), stop);
            return 0;
        });
        return command;
    }
}
